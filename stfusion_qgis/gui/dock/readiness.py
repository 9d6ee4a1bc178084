"""Whether the method of the form can run on the chosen images, and if not, what is missing."""

from __future__ import annotations

from ...errors import InputError
from ...methods.needs import reason_against
from ...translation import tr
from .inputs_panel import InputsPanel
from .method_panel import MethodPanel


def reason_against_running(images: InputsPanel, methods: MethodPanel) -> str:
    """Return why the method cannot run as things stand, "" if nothing is known against it."""
    method, parameters = methods.method(), methods.parameters()
    if methods.form.problem():
        return methods.form.problem()
    given = images.roles()
    reason = reason_against(method, parameters, given)
    if reason:
        return reason
    try:
        method.check_references([role for role in given if role.pair or role.is_guide], parameters)
        if images.lacks_ratio() and method.needs_ratio(parameters):
            return tr("The scale ratio of the resampled coarse images is missing.")
    except InputError as error:
        return str(error)
    return images.problem()
