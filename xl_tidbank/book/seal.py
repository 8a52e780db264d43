"""Who made a copy, and who may open it: signature (Ed25519), password (ECMA-376 agile encryption), pseudonyms.

Keys are made when they are first needed and kept in a folder of the user's own that nobody else may read. The
libraries are imported where they are used: most commands need none of them.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import re
import secrets
import stat
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from xl_tidbank.book import shield
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, hvorfor

MAPPE = "TIDBANK_NOKKELMAPPE"  # environment variable: another folder for the keys
SIGNATURFIL, PSEUDONYMFIL = "signatur.pem", "pseudonym.nokkel"
MEST_RUNDER = 1_000_000  # of the key; Excel makes 100,000
_RUNDER = re.compile(rb'spinCount="([0-9]{1,12})"')
_FORMAAL = b"tidbank-kopi/1\n"


class Signatur(NamedTuple):
    """A signature and the public key it can be checked with, both as base64 text."""

    signatur: str
    offentlig: str

    @property
    def fingeravtrykk(self) -> str:
        return fingeravtrykk(self.offentlig)


def nokkelmappe() -> Path:
    """Where this user's keys are kept."""
    if egen := os.environ.get(MAPPE):
        return Path(egen)
    hjem = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or hjem / "AppData" / "Roaming") / "tidbank"
    if sys.platform == "darwin":
        return hjem / "Library" / "Application Support" / "tidbank"
    return Path(os.environ.get("XDG_CONFIG_HOME") or hjem / ".config") / "tidbank"


def signer(stempel: str) -> Signatur:
    """Sign a content stamp with this user's key; the key is made the first time."""
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    def ny() -> bytes:
        return Ed25519PrivateKey.generate().private_bytes(
            s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption()
        )  # fmt: skip

    sti = nokkelmappe() / SIGNATURFIL
    try:
        nokkel = s.load_pem_private_key(_hemmelig(sti, ny), None)
    except (ValueError, TypeError) as e:
        raise _feil(sti, "Filen er ikke en nøkkel. Flytt den vekk, så lages en ny.") from e
    if not isinstance(nokkel, Ed25519PrivateKey):
        raise _feil(sti, "Nøkkelen er av et annet slag. Flytt den vekk, så lages en ny.")
    offentlig = nokkel.public_key().public_bytes(s.Encoding.Raw, s.PublicFormat.Raw)
    return Signatur(_b64(nokkel.sign(_FORMAAL + stempel.encode())), _b64(offentlig))


def gyldig(signatur: Signatur, stempel: str) -> bool:
    """Whether the signature is of this stamp, by the public key that stands beside it."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        nokkel = Ed25519PublicKey.from_public_bytes(base64.b64decode(signatur.offentlig, validate=True))
        nokkel.verify(base64.b64decode(signatur.signatur, validate=True), _FORMAAL + stempel.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def fingeravtrykk(offentlig: str) -> str:
    """A public key as something two people can read to each other."""
    tegn = hashlib.sha256(offentlig.encode()).hexdigest()[:24]
    return " ".join(tegn[n : n + 4] for n in range(0, 24, 4))


def pseudonym(ansattnr: str) -> str:
    """The same name for the same number in every copy this user makes; nobody without the key can tell it."""
    nokkel = _hemmelig(nokkelmappe() / PSEUDONYMFIL, lambda: secrets.token_bytes(32))
    tegn = base64.b32encode(hmac.digest(nokkel, ansattnr.encode(), "sha256")).decode()
    return f"{tegn[:4]}-{tegn[4:8]}"


def krypter(data: bytes, passord: str) -> bytes:
    """A workbook behind a password: AES-256, as Excel does it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    ut = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(passord, ut)
    return ut.getvalue()


def dekrypter(sti: Path, data: bytes, passord: str) -> bytes:
    """The workbook behind the password. Raises TidbankFeil where the password does not open it."""
    shield.krev()  # rounds of the key and sizes are the file's own claims
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    if any(int(n) > MEST_RUNDER for n in _RUNDER.findall(data)):
        raise TidbankFeil(Feilmelding(sti.name, "", "Krypteringen i filen er skadet. Be om en ny kopi."))
    ut = BytesIO()
    try:
        fil = msoffcrypto.OfficeFile(BytesIO(data))
        fil.load_key(password=passord, verify_password=True)
        fil.decrypt(ut, verify_integrity=True)
    except Exception as e:  # the library has no end of ways to say that a file is damaged
        if isinstance(e, MemoryError):
            raise
        skadet = not isinstance(e, (InvalidKeyError, DecryptionError, FileFormatError))
        hva = "Krypteringen i filen er skadet." if skadet else "Passordet åpner ikke filen, eller filen er skadet."
        raise TidbankFeil(Feilmelding(sti.name, "", f"{hva} Kontroller passordet, eller be om en ny kopi.")) from e
    return ut.getvalue()


def _hemmelig(sti: Path, ny: Callable[[], bytes]) -> bytes:
    """The content of a file only this user may read; made from `ny` where there is none."""
    try:
        sti.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            fd = os.open(sti, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(fd, "wb") as f:
                f.write(ny())
        if os.name == "posix" and stat.S_IMODE(sti.stat().st_mode) & 0o077:
            raise _feil(sti, f"Nøkkelen kan leses av andre. Kjør chmod 600 «{sti}», eller flytt den vekk.")
        return sti.read_bytes()
    except OSError as e:
        raise _feil(sti, f"Nøkkelen kan ikke leses eller lages ({hvorfor(e)}).") from e


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _feil(sti: Path, tekst: str) -> TidbankFeil:
    return TidbankFeil(Feilmelding(str(sti), "", tekst))
