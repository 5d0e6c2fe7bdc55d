"""Predictions: how long walks take, when they are done, what each way of picking would cost, and how right that was."""
