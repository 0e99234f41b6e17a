"""What Qt and the check need from the operating system; acts on Debian and Ubuntu only.

Installs packages only as root or where sudo asks nothing; otherwise prints the one command.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys

from installer.speech import Stopped, say

# Shared library -> Debian package: what ldd says the xcb, wayland and offscreen plugins need.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# Program -> Debian package: the checkers from outside that tests compare our work with.
CHECKERS = {
    "Xvfb": "xvfb",
    "dbus-run-session": "dbus-daemon",
    "dbus-send": "dbus-bin",
    "dciodvfy": "dicom3tools",
    "pdfsig": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "readelf": "binutils",
    "strace": "strace",
    "xvfb-run": "xvfb",
}


def is_debian() -> bool:
    """Tell whether this is a system that we know how to add packages to."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None


def missing_packages(*, for_check: bool) -> list[str]:
    """Return the Debian packages still needed, empty on every other system."""
    if not is_debian():
        return []
    known = _known_libraries()
    needed = {package for name, package in QT_LIBRARIES.items() if name not in known}
    if for_check:
        needed |= {package for name, package in CHECKERS.items() if shutil.which(name) is None}
    return sorted(needed)


def provide(packages: list[str]) -> bool:
    """Install these packages, or print the command that would; return whether they are there."""
    if not packages:
        return True
    prefix = _administrator()
    if prefix is None:
        say("This computer lacks some system packages. One command adds them:")
        say(f"  {command_for(packages)}")
        return False
    say(f"Adding system packages (about a minute): {' '.join(packages)}")
    _apt([*prefix, "apt-get", "update", "-qq"], packages)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    _apt([*prefix, *install], packages)
    return True


def venv_package() -> list[str]:
    """Return what this Python needs to make an environment; Debian ships that part apart."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def check_venv() -> None:
    """Stop where this Python still cannot make an environment."""
    if package := venv_package():
        raise Stopped(
            "This Python cannot make an environment: its venv part is not installed.",
            command_for(package) if is_debian() else "install a full Python from python.org",
        )


def command_for(packages: list[str]) -> str:
    """Return the one command a person types to add these packages."""
    return f"sudo apt-get install -y {' '.join(packages)}"


def _administrator() -> list[str] | None:
    if os.name == "posix" and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def _apt(command: list[str], packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        say(done.stderr.strip())
        raise Stopped("System packages could not be added.", command_for(packages))


def _known_libraries() -> set[str]:
    """Return the names the dynamic linker knows; none at all when it cannot be asked."""
    path = os.pathsep.join(["/sbin", "/usr/sbin", os.environ.get("PATH", "")])
    linker = shutil.which("ldconfig", path=path)
    if linker is None:
        return set()
    listing = subprocess.run([linker, "-p"], capture_output=True, text=True, check=True).stdout
    return {line.split()[0] for line in listing.splitlines() if "=>" in line}
