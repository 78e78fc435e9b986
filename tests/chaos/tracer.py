"""A tracer: runs a function in a child process and kills it (SIGKILL) between two system calls of its choice.

Only system calls that write, send, commit or start something are *points*; a seccomp filter lets all others run at full
speed (`SECCOMP_RET_TRACE`, ptrace(2)), so a traced child is about as quick as one that is not. Each point has two sides:
before the call was made, and after it returned. What the child starts (a send command) is traced too, and never killed.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NoReturn

Side = Literal["before", "after"]

# Number on x86-64 and on aarch64 (None where that has no such call).
_CALLS: dict[str, tuple[int, int | None]] = {
    "write": (1, 64), "pwrite64": (18, 68), "writev": (20, 66), "sendto": (44, 206), "sendmsg": (46, 211),
    "connect": (42, 203), "fsync": (74, 82), "fdatasync": (75, 83), "ftruncate": (77, 46), "rename": (82, None),
    "mkdir": (83, None), "rmdir": (84, None), "link": (86, None), "unlink": (87, None), "unlinkat": (263, 35),
    "renameat": (264, 38), "renameat2": (316, 276), "linkat": (265, 37), "mkdirat": (258, 34), "pwritev": (296, 70),
    "fallocate": (285, 47), "copy_file_range": (326, 285), "sendfile": (40, 71), "fork": (57, None), "vfork": (58, None),
    "execve": (59, 221), "openat": (257, 56),
}  # fmt: skip
"""The points. `openat` is one only where it makes or empties a file."""
FILLING = frozenset({"write", "pwrite64", "writev", "pwritev", "fallocate", "mkdir", "mkdirat", "openat", "fsync"})
"""What fails when the disk is full."""

_X86 = platform.machine() == "x86_64"
_NUMBERS = {name: numbers[0 if _X86 else 1] for name, numbers in _CALLS.items()}
NAMES = [name for name, number in _NUMBERS.items() if number is not None]
_ARCH = 0xC000003E if _X86 else 0xC00000B7
"""AUDIT_ARCH_X86_64, AUDIT_ARCH_AARCH64 of linux/audit.h."""

_TRACEME, _CONT, _GETREGS, _SETREGS, _SYSCALL, _SETOPTIONS, _GETEVENTMSG = 0, 7, 12, 13, 24, 0x4200, 0x4201
_OPTIONS = 0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x80 | 0x100000
"""TRACESYSGOOD, TRACEFORK, TRACEVFORK, TRACECLONE, TRACEEXEC, TRACESECCOMP, EXITKILL."""
_EVENT_SECCOMP = 7
_CALL_ENDED = signal.SIGTRAP | 0x80
_WALL = 0x40000000
_NO_NEW_PRIVS, _SECCOMP, _FILTER, _SUBREAPER = 38, 22, 2, 36
_RAX, _RDI, _ORIG_RAX, _WORDS = 10, 14, 15, 27
"""Places in struct user_regs_struct of x86-64."""

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to a child, and when."""

    kill: int | None = None
    """The number of the point, from 1."""
    side: Side = "before"
    full: int | None = None
    """From this point on the disk is full, as long as the child lives."""


@dataclass(slots=True)
class End:
    """How a child ended."""

    killed: bool
    status: int
    """Exit status; the negative signal where one ended it."""
    points: list[str] = field(default_factory=list)
    """The names of the calls that it came to."""


def run(work: Callable[[], int], plan: Plan) -> End:
    """Run `work` in a child; its result is the exit status. This process must have no other children."""
    child = os.fork()
    if not child:
        _traced(work)
    return _Watch(child, plan).watch()


def permitted() -> bool:
    """Whether this machine lets us trace and filter at all."""
    try:
        return run(lambda: int(bool(os.write(os.open(os.devnull, os.O_WRONLY), b"x"))) - 1, Plan()).points != []
    except OSError:
        return False


def adopt() -> None:
    """What our children leave behind becomes ours, so that nobody is waited for by somebody else."""
    _libc.prctl(_SUBREAPER, 1, 0, 0, 0)


class _Watch:
    """The tracer's side of one child."""

    def __init__(self, child: int, plan: Plan) -> None:
        self._child = child
        self._plan = plan
        self._end = End(killed=False, status=0)
        self._returning = 0
        """The process that is killed, or kills, as soon as its call has returned."""

    def watch(self) -> End:
        _, status = os.waitpid(self._child, 0)
        if not os.WIFSTOPPED(status):
            raise OSError(errno.EPERM, "the child may not be traced")
        _ptrace(_SETOPTIONS, self._child, _OPTIONS)
        _resume(self._child)
        while True:
            try:
                pid, status = os.waitpid(-1, _WALL)
            except ChildProcessError:
                return self._end
            if os.WIFSTOPPED(status):
                self._stopped(pid, status)
            elif pid == self._child:
                self._end.status = os.waitstatus_to_exitcode(status)
                self._end.killed = self._end.status == -signal.SIGKILL

    def _stopped(self, pid: int, status: int) -> None:
        event, by = status >> 16, os.WSTOPSIG(status)
        if event == _EVENT_SECCOMP:
            self._point(pid)
        elif by == _CALL_ENDED:
            self._returning = 0
            self._kill()
            _resume(pid)
        elif event or by == signal.SIGSTOP:
            _resume(pid, how=_SYSCALL if pid == self._returning else _CONT)
        else:
            _resume(pid, by)

    def _point(self, pid: int) -> None:
        message = ctypes.c_ulong()
        try:
            _ptrace(_GETEVENTMSG, pid, ctypes.addressof(message))
        except ProcessLookupError:
            return
        name = NAMES[message.value]
        self._end.points.append(name)
        number = len(self._end.points)
        if number == self._plan.kill and self._plan.side == "after":
            self._returning = pid
            _resume(pid, how=_SYSCALL)
            return
        if number == self._plan.kill:
            self._kill()
        elif self._plan.full is not None and number >= self._plan.full and name in FILLING:
            _refuse(pid, name)
        _resume(pid)

    def _kill(self) -> None:
        os.kill(self._child, signal.SIGKILL)


def _refuse(pid: int, name: str) -> None:
    """Let a call end with ENOSPC instead of being made, if it is about a file."""
    if not _X86:
        return
    words = (ctypes.c_ulong * _WORDS)()
    _ptrace(_GETREGS, pid, ctypes.addressof(words))
    if name in ("write", "writev") and not os.readlink(f"/proc/{pid}/fd/{words[_RDI]}").startswith("/"):
        return
    words[_ORIG_RAX], words[_RAX] = ctypes.c_ulong(-1).value, ctypes.c_ulong(-errno.ENOSPC).value
    _ptrace(_SETREGS, pid, ctypes.addressof(words))


def _ptrace(request: int, pid: int, data: int) -> None:
    if _libc.ptrace(request, pid, None, data) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _resume(pid: int, by: int = 0, how: int = _CONT) -> None:
    try:
        _ptrace(how, pid, by)
    except ProcessLookupError:
        return  # killed meanwhile


# ---------------------------------------------------------------- the child's side


def _traced(work: Callable[[], int]) -> NoReturn:
    status = 97
    try:
        _ptrace(_TRACEME, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        _filter()
        status = work()
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001 - told, and never raised into what was forked
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _filter() -> None:
    """Stop before each point from now on, here and in what is started from here."""
    program = _program()
    code = ctypes.create_string_buffer(program)
    length = len(program) // 8
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", length, ctypes.addressof(code)))
    for words in ((_NO_NEW_PRIVS, 1, 0, 0, 0), (_SECCOMP, _FILTER, ctypes.addressof(header), 0, 0)):
        if _libc.prctl(words[0], ctypes.c_ulong(words[1]), ctypes.c_ulong(words[2]), 0, 0) < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


def _program() -> bytes:
    """A classic BPF program over struct seccomp_data (seccomp(2)): number at 0, architecture at 4, arguments from 16."""
    load, equal, and_set, give = 0x20, 0x15, 0x45, 0x06
    allow, trace = 0x7FFF0000, 0x7FF00000
    making = os.O_CREAT | os.O_TRUNC
    lines = [(load, 0, 0, 4), (equal, 1, 0, _ARCH), (give, 0, 0, allow), (load, 0, 0, 0)]
    for index, name in enumerate(NAMES):
        number = _NUMBERS[name]
        assert number is not None
        if name == "openat":
            # its flags are the third argument
            lines += [(equal, 0, 4, number), (load, 0, 0, 32), (and_set, 0, 1, making), (give, 0, 0, trace | index)]
            lines += [(give, 0, 0, allow)]
        else:
            lines += [(equal, 0, 1, number), (give, 0, 0, trace | index)]
    lines.append((give, 0, 0, allow))
    return b"".join(struct.pack("HBBI", *line) for line in lines)
