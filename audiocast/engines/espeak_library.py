"""libespeak-ng through ctypes: found, opened, asked for voices, and made to speak into memory.

Source: espeak-ng's public header `speak_lib.h`. Its state is the process's: there is one library, and one voice at a
time.
"""

from __future__ import annotations

import ctypes
import shutil
import sys
import tempfile
import weakref
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from audiocast.engines.espeak_voices import EspeakVoice
from audiocast.errors import EngineError

_SYNCHRONOUS, _BUFFER_MS, _DONT_EXIT = 2, 200, 0x8000
_UTF8, _END_PAUSE, _BY_CHARACTER = 0x01, 0x1000, 1
_WORD_EVENT, _LAST_EVENT = 1, 0
_LONGEST_DATA_PATH = 150  # espeak-ng's own buffer holds 160 characters, and it ends the process beyond them
PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4, "word_gap": 7}

_WHEEL_NAMES = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}
_SYSTEM_NAMES = {
    "win32": ("libespeak-ng.dll", "espeak-ng.dll"),
    "darwin": ("libespeak-ng.1.dylib", "libespeak-ng.dylib", "/opt/homebrew/lib/libespeak-ng.dylib"),
}
_REMEDY = "Install the Python package espeakng-loader or your system's espeak-ng (Debian: apt install libespeak-ng1)"


@dataclass(frozen=True, slots=True)
class LibraryFiles:
    """Where a libespeak-ng may be opened, and its data folder; None leaves that to the library."""

    library: str
    data: str | None


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Native 16-bit mono samples, and for each word event its character offset, its length and its sample."""

    pcm: bytes
    sample_rate: int
    words: tuple[tuple[int, int, int], ...]


class _VoiceRecord(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    ]


class _EventRecord(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_EventRecord))


def candidates() -> tuple[LibraryFiles, ...]:
    """The libraries to try, in order: the wheel's with its own data, then the system's."""
    system = [LibraryFiles(name, None) for name in _SYSTEM_NAMES.get(sys.platform, ("libespeak-ng.so.1",))]
    spec = find_spec("espeakng_loader")
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    name = _WHEEL_NAMES.get(sys.platform, "libespeak-ng.so")
    wheels = [LibraryFiles(str((folder / name).absolute()), str(folder / "espeak-ng-data")) for folder in folders]
    return (*wheels, *system)


@cache
def open_library() -> EspeakLibrary:
    """The process's libespeak-ng; EngineError where none can be opened."""
    failures = []
    for files in candidates():
        try:
            return EspeakLibrary(files)
        except OSError as error:
            failures.append(" ".join(str(error).split()))
    raise EngineError(f"libespeak-ng could not be opened ({'; '.join(failures)})", _REMEDY)


class EspeakLibrary:
    """An opened and initialised libespeak-ng; OSError where it cannot be opened or finds no data."""

    def __init__(self, files: LibraryFiles) -> None:
        # RTLD_LOCAL, ctypes' default: with RTLD_GLOBAL another espeak-ng in the process would crash.
        self._library: Any = ctypes.CDLL(files.library, mode=ctypes.DEFAULT_MODE)
        self._declare()
        data = self._short_path(files.data) if files.data else None
        encoded = data.encode(sys.getfilesystemencoding(), "surrogateescape") if data else None
        self.sample_rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, encoded, _DONT_EXIT)
        if self.sample_rate <= 0:
            raise OSError(f"{files.library} found no espeak-ng-data in {files.data or 'its own folder'}")
        location = ctypes.c_char_p()
        version: bytes = self._library.espeak_Info(ctypes.byref(location))
        self.version = version.decode("ascii", "replace").split()[0]
        self._current: tuple[str, str] | None = None
        self.data_path = Path((location.value or b"").decode(sys.getfilesystemencoding(), "surrogateescape"))

    def _declare(self) -> None:
        library = self._library
        library.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
        library.espeak_Info.argtypes = [ctypes.POINTER(ctypes.c_char_p)]
        library.espeak_Info.restype = ctypes.c_char_p
        library.espeak_ListVoices.argtypes = [ctypes.c_void_p]
        library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceRecord))
        library.espeak_GetCurrentVoice.restype = ctypes.POINTER(_VoiceRecord)
        library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
        library.espeak_SetParameter.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int]
        library.espeak_SetSynthCallback.argtypes = [_Callback]
        library.espeak_SetSynthCallback.restype = None
        library.espeak_Synth.argtypes = [
            *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int),
            *(ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
        ]

    def _short_path(self, data: str) -> str:
        """The data folder, or a symlink to it that is removed with this object, where its path is too long."""
        if len(data.encode(sys.getfilesystemencoding(), "surrogateescape")) <= _LONGEST_DATA_PATH:
            return data
        folder = tempfile.mkdtemp(prefix="audiocast-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        link = Path(folder, "espeak-ng-data")
        link.symlink_to(Path(data).absolute(), target_is_directory=True)
        return str(link)

    @cached_property
    def voices(self) -> tuple[EspeakVoice, ...]:
        """Every voice that has a dictionary; the others are listed by the library but cannot speak."""
        listed = self._library.espeak_ListVoices(None)
        found = []
        index = 0
        while listed[index]:
            voice = _voice(listed[index].contents)
            index += 1
            if self._has_dictionary(voice):
                found.append(voice)
        return tuple(found)

    @cached_property
    def variants(self) -> frozenset[str]:
        """The names that may follow a "+", such as "f3"."""
        folder = self.data_path / "voices" / "!v"
        return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()

    def _has_dictionary(self, voice: EspeakVoice) -> bool:
        language = voice.languages[0][1].partition("-")[0] if voice.languages else ""
        dictionary = self._named_dictionary(voice.identifier) or language
        return (self.data_path / f"{dictionary}_dict").is_file()

    def _named_dictionary(self, identifier: str) -> str:
        try:
            lines = (self.data_path / "lang" / identifier).read_text("utf-8", "replace").splitlines()
        except OSError:
            return ""
        named = [line.split() for line in lines if line.startswith("dictionary")]
        return named[0][1] if named and len(named[0]) > 1 else ""

    def select_voice(self, identifier: str, variant: str = "") -> None:
        """Make a voice the current one and see that it is: a refused name would leave the old voice speaking."""
        if self._current == (identifier, variant):
            return
        wanted = f"{identifier}+{variant}" if variant else identifier
        code = self._library.espeak_SetVoiceByName(wanted.encode())
        current = self._library.espeak_GetCurrentVoice()
        actual = current.contents.identifier.decode("utf-8", "replace") if current else ""
        if code != 0 or not actual.startswith(identifier):
            self._current = None
            raise EngineError(f'eSpeak NG refused the voice "{wanted}" (code {code})', "Choose another voice")
        self._current = (identifier, variant)

    def set_parameter(self, name: str, value: int) -> None:
        """Set one of `PARAMETERS` in the library's own units; EngineError where it refuses."""
        if self._library.espeak_SetParameter(PARAMETERS[name], value, 0) != 0:
            raise EngineError(f"eSpeak NG refused {name} = {value}", "Choose a value inside the range of the voice")

    def _seed(self) -> None:
        """Begin the noise of breathy voices anew; 1.52 seeds it by the clock, older ones not at all."""
        if hasattr(self._library, "espeak_ng_SetRandSeed"):
            self._library.espeak_ng_SetRandSeed(ctypes.c_long(1))

    def synthesize(self, text: str) -> Synthesis:
        """Speak `text` with the current voice; no markup, no phoneme codes. EngineError where the library fails."""
        chunks: list[bytes] = []
        words: list[tuple[int, int, int]] = []
        failures: list[BaseException] = []

        def receive(wave: Any, count: int, events: Any) -> int:
            try:
                words.extend(_word_events(events))
                if wave and count > 0:
                    chunks.append(ctypes.string_at(wave, 2 * count))
            except BaseException as error:  # ctypes would print it and go on
                failures.append(error)
                return 1
            return 0

        callback = _Callback(receive)
        self._library.espeak_SetSynthCallback(callback)
        self._seed()
        encoded = text.encode()
        flags = _UTF8 | _END_PAUSE
        code = self._library.espeak_Synth(encoded, len(encoded) + 1, 0, _BY_CHARACTER, 0, flags, None, None)
        if failures:
            raise failures[0]
        if code != 0:
            raise EngineError(f"eSpeak NG could not speak (code {code})", "Report the text that was to be spoken")
        return Synthesis(b"".join(chunks), self.sample_rate, tuple(words))


def _word_events(events: Any) -> list[tuple[int, int, int]]:
    found = []
    index = 0
    while events[index].type != _LAST_EVENT:
        event = events[index]
        if event.type == _WORD_EVENT:
            found.append((event.text_position - 1, event.length, event.sample))
        index += 1
    return found


def _voice(record: _VoiceRecord) -> EspeakVoice:
    name = record.name.decode("utf-8", "replace")
    return EspeakVoice(record.identifier.decode("utf-8", "replace"), name, _languages(record.languages))


def _languages(address: int) -> tuple[tuple[int, str], ...]:
    """The list behind a voice's `languages`: a priority byte and a C string each, ended by a zero priority."""
    found = []
    while priority := ctypes.string_at(address, 1)[0]:
        code = ctypes.string_at(address + 1)
        found.append((priority, code.decode("utf-8", "replace")))
        address += len(code) + 2
    return tuple(found)
