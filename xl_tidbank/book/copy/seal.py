"""Who made a copy, and who may open it: signature (Ed25519), password (ECMA-376 agile encryption), pseudonyms.

Keys are made when they are first needed and kept in a folder of the user's own that nobody else may read. The
libraries are imported where they are used: most commands need none of them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from xl_tidbank.book.open import shield
from xl_tidbank.core.errors import Feilmelding, TidbankFeil

from ..files import keyfile

MAPPE = "TIDBANK_NOKKELMAPPE"  # environment variable: another folder for the keys
SIGNATURFIL, PSEUDONYMFIL = "signatur.pem", "pseudonym.nokkel"
MEST_RUNDER = 1_000_000  # of the key; Excel makes 100,000
_RUNDER = re.compile(rb'spinCount="([0-9]{1,12})"')
PSEUDONYMLENGDE = 32  # bytes
FINGERLENGDE = 24  # hexadecimal digits
_FORMAAL = b"tidbank-kopi/1\n"


class Kopisignatur(NamedTuple):
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


class Signerer(NamedTuple):
    """This user's signing key."""

    offentlig: str
    sign: Callable[[bytes], bytes]

    def __call__(self, stempel: str) -> Kopisignatur:
        """Sign a content stamp."""
        return Kopisignatur(_b64(self.sign(signert(stempel))), self.offentlig)


def signerer() -> Signerer:
    """This user's key; made the first time. Raises TidbankFeil where the file is not a whole key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    def tekst(nokkel: Ed25519PrivateKey) -> bytes:
        return nokkel.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())

    sti = nokkelmappe() / SIGNATURFIL
    data = keyfile.hemmelig(sti, lambda: tekst(Ed25519PrivateKey.generate()))
    try:
        nokkel = s.load_pem_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as e:
        raise keyfile.ikke_hel(sti) from e
    # Only what we write ourselves, to the last byte: a file cut off or run together with another is no key.
    if not isinstance(nokkel, Ed25519PrivateKey) or tekst(nokkel).split() != data.split():
        raise keyfile.ikke_hel(sti)
    offentlig = nokkel.public_key().public_bytes(s.Encoding.Raw, s.PublicFormat.Raw)
    return Signerer(_b64(offentlig), nokkel.sign)


_sett: dict[tuple[Kopisignatur, str], bool] = {}  # what somebody else has answered, by signature and stamp


def signert(stempel: str) -> bytes:
    """What a signature of a content stamp is made of."""
    return _FORMAAL + stempel.encode()


def svar_utenfra(signatur: Kopisignatur, stempel: str, gyldig: bool) -> None:
    """Where this Python has no library for it (a browser), whoever has one answers for this very signature."""
    _sett[signatur, stempel] = gyldig


def gyldig(signatur: Kopisignatur, stempel: str) -> bool:
    """Whether the signature is of this stamp, by the public key that stands beside it."""
    if (signatur, stempel) in _sett:
        return _sett[signatur, stempel]
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        nokkel = Ed25519PublicKey.from_public_bytes(base64.b64decode(signatur.offentlig, validate=True))
        nokkel.verify(base64.b64decode(signatur.signatur, validate=True), signert(stempel))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingeravtrykk(offentlig: str) -> str:
    """A public key as something two people can read to each other."""
    tegn = hashlib.sha256(offentlig.encode()).hexdigest()[:FINGERLENGDE]
    return _i_grupper(tegn)


def les_fingeravtrykk(tekst: str) -> str | None:
    """A fingerprint as somebody has typed it, in the form of `fingeravtrykk`; None where it is not a whole one."""
    tegn = "".join(tekst.split()).replace("-", "").replace(":", "").lower()
    return _i_grupper(tegn) if re.fullmatch(f"[0-9a-f]{{{FINGERLENGDE}}}", tegn) else None


def _i_grupper(tegn: str) -> str:
    return " ".join(tegn[n : n + 4] for n in range(0, len(tegn), 4))


def pseudonym(ansattnr: str) -> str:
    """The same name for the same number in every copy this user makes; nobody without the key can tell it."""
    sti = nokkelmappe() / PSEUDONYMFIL
    nokkel = keyfile.hemmelig(sti, lambda: secrets.token_bytes(PSEUDONYMLENGDE))
    # No random key is so short of kinds, or all text: zeros left by a crash, or something typed.
    if len(nokkel) != PSEUDONYMLENGDE or len(set(nokkel)) < 8 or nokkel.isascii():
        raise keyfile.ikke_hel(sti)
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


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
