"""The first steps: a page that is offered once after installing, and a demo scene."""
