"""A live view of the room in a terminal: folds what it is told, draws it, and sends what keys ask for."""
