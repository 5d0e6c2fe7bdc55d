"""The walk and its one state machine; single, batch and zone are plans of a walk."""
