"""A zip archive taken apart and put together again by the rules a workbook needs, and no others.

`Arkiv` unpacks a part only to the size it declares, all of its stream and nothing after it, with its checksum right;
a part that passes can therefore be handed on as packed bytes and means the same to every program. `Nytt` writes an
archive in memory with nothing in it that could be read in two ways.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

_LOKAL = struct.Struct("<4s5H3I2H")
_SENTRAL = struct.Struct("<4s6H3I5H2I")
_SLUTT = struct.Struct("<4s4H2IH")
_TID, _DATO = 0, 33  # 1 January 1980
_UTF8 = 0x800
_PAKKET_BLOKK, _BLOKK = 1 << 16, 1 << 21  # bytes read at a time, and unpacked at a time


class Arkiv:
    """The parts of an archive by lower-case name. Raises zipfile.BadZipFile where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            self.infoer = z.infolist()
        self.deler: Mapping[str, zipfile.ZipInfo] = {i.filename.lower(): i for i in self.infoer}

    def _lengder(self, info: zipfile.ZipInfo) -> tuple[int, int]:
        """Of the name and the extra fields in front of the part itself."""
        hode = bytes(self._data[info.header_offset : info.header_offset + _LOKAL.size])
        if len(hode) < _LOKAL.size or not hode.startswith(b"PK\x03\x04"):
            raise zipfile.BadZipFile(info.filename)
        navn, ekstra = _LOKAL.unpack(hode)[-2:]
        return navn, ekstra

    def lokalt_navn(self, info: zipfile.ZipInfo) -> str:
        """The name in front of the part; the list at the end of the file may say another."""
        fra = info.header_offset + _LOKAL.size
        navn = bytes(self._data[fra : fra + self._lengder(info)[0]])
        return navn.decode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")

    def slutt(self, info: zipfile.ZipInfo) -> int:
        """Where the bytes of a part end."""
        return info.header_offset + _LOKAL.size + sum(self._lengder(info)) + info.compress_size

    def pakket(self, info: zipfile.ZipInfo) -> memoryview:
        """The bytes of a part as they are stored."""
        slutt = self.slutt(info)
        pakket = self._data[slutt - info.compress_size : slutt]
        if len(pakket) != info.compress_size:
            raise zipfile.BadZipFile(info.filename)
        return pakket

    def pakk_ut(self, info: zipfile.ZipInfo) -> bytes:
        """A whole part. Never makes more of it than it declares."""
        pakket = self.pakket(info)
        if info.compress_type == zipfile.ZIP_STORED:
            data = bytes(pakket)
        else:
            motor = zlib.decompressobj(-zlib.MAX_WBITS)
            data = motor.decompress(pakket, info.file_size + 1)
            if not motor.eof or motor.unused_data:
                raise zipfile.BadZipFile(info.filename)
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise zipfile.BadZipFile(info.filename)
        return data

    def blokker(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """A whole part, a stretch at a time, with the demands of `pakk_ut`: those it fails are said at the end."""
        pakket = self.pakket(info)
        if info.compress_type == zipfile.ZIP_STORED:
            yield self.pakk_ut(info)
            return
        motor = zlib.decompressobj(-zlib.MAX_WBITS)
        lengde = sjekksum = 0
        for fra in range(0, len(pakket), _PAKKET_BLOKK):
            inn: bytes | memoryview = pakket[fra : fra + _PAKKET_BLOKK]
            while inn:
                if motor.eof or lengde > info.file_size:
                    raise zipfile.BadZipFile(info.filename)
                data = motor.decompress(inn, _BLOKK)
                inn = motor.unconsumed_tail
                lengde, sjekksum = lengde + len(data), zlib.crc32(data, sjekksum)
                if data:
                    yield data
        while not motor.eof and lengde <= info.file_size and (data := motor.decompress(b"", _BLOKK)):
            lengde, sjekksum = lengde + len(data), zlib.crc32(data, sjekksum)
            yield data
        if not motor.eof or motor.unused_data or lengde != info.file_size or sjekksum != info.CRC:
            raise zipfile.BadZipFile(info.filename)

    def hode(self, info: zipfile.ZipInfo, antall: int) -> bytes:
        """The first bytes of a part, without unpacking the rest."""
        pakket = self.pakket(info)
        if info.compress_type == zipfile.ZIP_STORED:
            return bytes(pakket[:antall])
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(pakket, antall)


class Nytt:
    """A new archive. Names are ASCII, each is written once, and no part is over 4 GB."""

    def __init__(self) -> None:
        self._ut = io.BytesIO()
        self._sentral: list[bytes] = []

    def skriv(self, navn: str, data: bytes) -> None:
        self._del(navn, zipfile.ZIP_STORED, zlib.crc32(data), len(data), data)

    def kopier(self, navn: str, arkiv: Arkiv, info: zipfile.ZipInfo) -> None:
        """Hand on a part that `pakk_ut` has passed, as packed as it was."""
        self._del(navn, info.compress_type, info.CRC, info.file_size, arkiv.pakket(info))

    def ferdig(self) -> io.BytesIO:
        start, antall = self._ut.tell(), len(self._sentral)
        sentral = b"".join(self._sentral)
        self._ut.write(sentral)
        self._ut.write(_SLUTT.pack(b"PK\x05\x06", 0, 0, antall, antall, len(sentral), start, 0))
        self._ut.seek(0)
        return self._ut

    def _del(self, navn: str, metode: int, crc: int, lengde: int, pakket: bytes | memoryview) -> None:
        felles = (20, _UTF8, metode, _TID, _DATO, crc, len(pakket), lengde, len(navn), 0)
        sted = self._ut.tell()
        self._ut.write(_LOKAL.pack(b"PK\x03\x04", *felles))
        self._ut.write(navn.encode())
        self._ut.write(pakket)
        self._sentral.append(_SENTRAL.pack(b"PK\x01\x02", 20, *felles, 0, 0, 0, 0, sted) + navn.encode())
