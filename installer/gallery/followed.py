"""The walk through what followed a dose: the nurse's part, the physician's, the administrator's."""

from installer.camera import Camera, end, hand_over, sign_in
from installer.gallery import outcomes, results, serious, toxicity
from installer.gallery.walk import take


def walk(camera: Camera) -> None:
    """Picture what followed, person by person."""

    def shot(name: str) -> None:
        take(camera, name)

    sign_in(camera, "nurse.a")
    results.walk(camera, shot)
    toxicity.report(camera, shot)
    outcomes.contact(camera, shot)
    hand_over(camera, "physician.p")
    serious.walk(camera, shot, toxicity.judge(camera, shot))
    outcomes.response(camera, shot)
    outcomes.endings(camera, shot)
    hand_over(camera, "admin")
    results.register(camera, shot)
    end(camera)
