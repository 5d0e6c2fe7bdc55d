"""Answers the problem of a file, of whichever kind it is.

Loads the compiler of the search: only for a process of its own or a command, never for a screen.
"""

from time import perf_counter

from app.planning.answers.model import Answer, How, LeftOut
from app.planning.instances.model import BatchingInstance, Instance, RoutingInstance
from app.planning.instances.trouble import InstanceError
from app.planning.routing.policies import route
from app.planning.scattered import choosing
from app.planning.scattered.wants import Offer
from app.planning.search import solving
from app.planning.search.model import Cargo


def answer(instance: Instance, how: How = How()) -> Answer:  # noqa: B008 - it cannot be changed
    """Plans.

    Args:
        instance: The problem.
        how: How to go about it.

    Raises:
        InstanceError: It is a wave release, which cannot be planned yet.
        OneBlockError: A habit is asked for in a house of several blocks.
    """
    if isinstance(instance, BatchingInstance):
        return _batches(instance, how)
    if isinstance(instance, RoutingInstance):
        return _walk(instance, how)
    raise InstanceError("plan.error.waves", file=instance.name)


def _batches(instance: BatchingInstance, how: How) -> Answer:
    """Puts orders onto carts; one that is heavier than a cart holds stays out."""
    orders = [order for order in instance.orders if order.weight <= instance.capacity]
    heavy = tuple(
        LeftOut(order.number, "plan.too_heavy", {"weight": order.weight, "capacity": instance.capacity})
        for order in instance.orders
        if order.weight > instance.capacity
    )
    cargos = [Cargo(order.places, (order.weight,)) for order in orders]
    found = solving.solve(
        instance.layout, cargos, (instance.capacity,), policy=how.policy, seconds=how.seconds, seed=how.seed
    )
    routes = [
        route(instance.layout, (place for at in cart for place in orders[at].places), how.policy)
        for cart in found.carts
    ]
    return Answer(
        objective=sum(walk.length for walk in routes),
        bound=found.lower_bound,
        seconds=found.seconds,
        tours=tuple(tuple(orders[at].number for at in cart) for cart in found.carts),
        routes=tuple(walk.places for walk in routes),
        left_out=heavy,
    )


def _walk(instance: RoutingInstance, how: How) -> Answer:
    """Routes one walk; where an article lies in several places, they are chosen so that the shortest walk is short."""
    begun = perf_counter()
    wanted = [each for each in instance.stock if each.quantity and instance.demand.get(each.article)]
    places = {each.place for each in wanted}
    if len(wanted) == len({each.article for each in wanted}):
        shortest = route(instance.layout, places)
        bound = shortest.length
    else:
        choosing.warm_up()
        begun = perf_counter()
        offers = [Offer(each.article, each.place, each.quantity) for each in wanted]
        demand = {article: units for article, units in instance.demand.items() if units}
        chosen = choosing.pick(instance.layout, offers, demand, seconds=how.seconds, seed=how.seed)
        shortest, bound, places = chosen.route, chosen.lower_bound, set(chosen.units)
    walk = shortest if how.policy == "optimal" else route(instance.layout, places, how.policy)
    return Answer(walk.length, bound, perf_counter() - begun, tours=(walk.places,) if walk.places else ())
