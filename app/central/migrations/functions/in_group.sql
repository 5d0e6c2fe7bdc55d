-- Tells whether whoever is logged in was put into a group; a group that does not exist has no members.
CREATE OR REPLACE FUNCTION in_group(p_group text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    SELECT EXISTS (
        SELECT FROM pg_auth_members JOIN pg_roles AS team ON team.oid = pg_auth_members.roleid
        JOIN pg_roles AS member ON member.oid = pg_auth_members.member
        WHERE team.rolname = p_group AND member.rolname = session_user)
$body$;
