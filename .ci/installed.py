"""Run by a Python with only the wheel and what it asks for: the packages, the public functions, the main job."""

import platform
import subprocess
import sys
import tempfile
from importlib import metadata, resources
from pathlib import Path

import udfs
import xl_tidbank

for package in (xl_tidbank, udfs):
    assert Path(str(package.__file__)).is_relative_to(sys.prefix), package.__file__
    assert (resources.files(package) / "py.typed").is_file(), package
assert metadata.version("xl_tidbank") == xl_tidbank.__version__
assert all(callable(getattr(udfs, name)) for name in udfs.__all__)
assert round(udfs.SYKEKREDIT(0.4), 2) == 14.2
assert "pydantic" not in {d.name for d in metadata.distributions()}

tidbank = Path(sys.executable).with_name("tidbank")
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([tidbank, "demo"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    files = {f.name for f in Path(folder, "tidbank-demo").iterdir()}
    assert {"Tidbank.xlsx", "Avvik.xlsx", "Tillitsvalgt.xlsx"} <= files, files
    out = subprocess.run(
        [tidbank, "saldo", "tidbank-demo/Tidbank.xlsx", "--dato", "14.09.2026", "--json"],
        cwd=folder, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert out.returncode in (0, 1), out.stderr
print(f"Python {platform.python_version()}: installed, {len(udfs.__all__)} functions, {len(files)} files from the demo")
