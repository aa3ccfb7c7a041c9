"""The check of the initial model's form, on models written here byte by byte (protobuf's wire format, OpenFL's ModelProto)."""

import os
import random
import struct
import sys
from unittest import mock

from launcher_support import CheckTest, checks

FILE = "save/model_init.pbuf"


def varint(value):
    encoded = b""
    while value > 0x7F:
        encoded += bytes([value & 0x7F | 0x80])
        value >>= 7
    return encoded + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def block(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor(name=b"weights", values=b"\0" * 24, metadata=b""):
    shape = block(2, varint(2) + varint(3))
    return block(1, block(1, name) + number(3, 1) + block(5, b"model") + block(6, shape + metadata) + block(7, values))


class InitialModelTest(CheckTest):
    def setUp(self):
        super().setUp()
        self.put("plan/plan.yaml", f"aggregator:\n  settings:\n    init_state_path: {FILE}\n")

    def accept(self, content, native=False):
        self.put(FILE, content)
        start = self.begin(native=native)
        checks.initial_model.require_form(start)
        return start

    def refused(self, content):
        self.put(FILE, content)
        return self.refusal(checks.initial_model.require_form, self.begin())

    def test_a_model_as_openfl_writes_it_is_accepted(self):
        map_entry = block(1, number(1, 7) + varint(2 << 3 | 5) + struct.pack("<f", 0.5))
        for content in (
            b"",
            tensor(),
            tensor() + tensor("größe".encode(), b""),
            tensor(metadata=map_entry + block(3, b"\1\0")),
            tensor(values=b"\xff" * (3 << 20)),
            block(1, number(2, 5) + number(4, 1)),
        ):
            with self.subTest(content[:40]):
                self.accept(content)

    def test_openfl_reads_the_copy_that_was_checked(self):
        start = self.accept(tensor())
        self.put(FILE, b"changed")
        with open(start.given(FILE), "rb") as copy:
            self.assertEqual(copy.read(), tensor())

    def test_without_an_enclave_the_file_itself_is_checked(self):
        self.assertEqual(self.accept(tensor(), native=True).given(FILE), FILE)
        self.put(FILE, b"\0")
        self.assertIn("not a model", self.refusal(checks.initial_model.require_form, self.begin(native=True)))

    def test_a_model_that_is_missing_is_openfl_s_to_name(self):
        checks.initial_model.require_form(self.begin())

    def test_a_collaborator_has_no_initial_model(self):
        self.put(FILE, b"no model")
        checks.initial_model.require_form(self.begin("collaborator"))

    def test_the_path_may_come_from_the_defaults_of_openfl(self):
        packages = self.scratch / "packages"
        self.write("packages/openfl/__init__.py")
        self.write(
            "packages/openfl-workspace/workspace/plan/defaults/aggregator.yaml",
            "template: x\nsettings:\n  init_state_path: save/default.pbuf\n",
        )
        self.put("plan/plan.yaml", "aggregator:\n  defaults: plan/defaults/aggregator.yaml\n  settings:\n    rounds_to_train: 1\n")
        self.put("save/default.pbuf", b"\0")
        with mock.patch("sys.path", [str(packages), *sys.path]):
            self.assertIn(
                "save/default.pbuf is not a model", self.refusal(checks.initial_model.require_form, self.begin())
            )

    def test_what_is_no_model_is_refused_with_the_place_and_the_next_step(self):
        self.assertEqual(
            self.refused(tensor() + b"\x0a\x05ab"),
            f"{FILE} is not a model as OpenFL writes it: a field of 5 bytes ends behind what contains it, at byte"
            f" {len(tensor()) + 2}. Create it again: mvn openfl-gramine:plan-initialize.",
        )

    def test_malformed_messages_are_refused(self):
        for content, part in (
            (b"PK\3\4", "field 10 of wire type 0 is unknown there"),
            (b"\x80\4\x95", "field 64 of wire type 0 is unknown"),  # a pickle
            (number(1, 1), "field 1 of wire type 0 is unknown"),
            (varint(1 << 3 | 3), "field 1 of wire type 3 is unknown"),  # a group, which could be nested without end
            (block(2, b""), "field 2 of wire type 2 is unknown"),
            (b"\0", "field 0 of wire type 0 is unknown"),
            (b"\xff" * 11, "a number has more than 64 bits"),
            (b"\x8a", "a number ends behind what contains it"),
            (varint(1 << 3 | 2) + varint(1 << 62), f"a field of {1 << 62} bytes ends behind"),
            (block(1, block(6, varint(2 << 3 | 2) + b"\5ab")), "a field of 5 bytes ends behind"),
            (block(1, block(6, block(1, varint(2 << 3 | 5) + b"ab"))), "a field of 4 bytes ends behind"),
            (block(1, block(1, b"x" * 5000)), "a name or tag is longer than 4096 bytes"),
            (block(1, block(1, b"a\0b")), "a name or tag has a control character"),
            (block(1, block(5, b"\xff")), "a name or tag is not text in UTF-8"),
            (block(1, b"") * 100_001, "it has more than 100000 tensors"),
        ):
            with self.subTest(part):
                self.assertIn(part, self.refused(content))

    def test_any_bytes_are_accepted_or_refused_in_one_line(self):
        chance = random.Random(20)
        whole = tensor() * 3
        for _ in range(300):
            content = bytearray(whole[: chance.randrange(len(whole) + 1)])
            for _ in range(chance.randrange(4)):
                if content:
                    content[chance.randrange(len(content))] = chance.randrange(256)
            self.put(FILE, bytes(content))
            start = self.begin()
            try:
                checks.initial_model.require_form(start)
            except Exception as refused:
                self.assertEqual(type(refused).__name__, "Mistake", content)

    def test_more_than_protobuf_can_read_is_refused_without_being_read(self):
        with open(self.put(FILE), "wb") as file:
            file.truncate(2 << 30)
        self.assertIn("is longer than 2047 MiB", self.refusal(checks.initial_model.require_form, self.begin()))

    def test_a_link_is_refused(self):
        os.symlink("/dev/zero", FILE)
        self.assertIn(f"{FILE} is a symbolic link", self.refusal(checks.initial_model.require_form, self.begin()))
