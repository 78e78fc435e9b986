# Releases: what is built, and how it is tried. docs/packaging.md tells more. Needs .venv, and uv where it says so.
UVX := uvx --quiet --python 3.11 --from

.PHONY: dist alone reproducible deb deb-check sbom licences audit lowest newest pythons

dist: $(READY)
	@packaging/dist.sh dist
	@ls -l dist

alone: $(READY)
	@packaging/alone.sh

reproducible: $(READY)
	@packaging/reproducible.sh

deb: dist
	@/usr/bin/python3 packaging/deb.py dist

deb-check:
	@packaging/deb-check.sh dist

# The tool is fetched in this very version; what it needs on top of Python is its own affair and stays out of .venv.
sbom: dist
	@packaging/sbom.sh dist

licences: $(READY)
	@$(BIN)/python packaging/licences.py

audit:
	@$(UVX) pip-audit==2.10.1 pip-audit --progress-spinner off --require-hashes --disable-pip -r requirements.txt

lowest newest pythons:
	@packaging/environments.sh $@ $(ARGS)
