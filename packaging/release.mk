# Releases: what is built, and how it is tried. docs/packaging.md tells more. Needs .venv, and uv where it says so.
.PHONY: dist alone reproducible deb deb-check sbom licences audit lowest newest pythons

dist: $(READY)
	@packaging/dist.sh dist
	@ls -l dist

alone: $(READY)
	@packaging/alone.sh

reproducible: $(READY)
	@packaging/reproducible.sh $(ARGS)

deb: dist
	@/usr/bin/python3 packaging/deb.py dist

deb-check: deb
	@packaging/deb-check.sh dist

sbom: dist
	@packaging/sbom.sh dist

licences: $(READY)
	@$(BIN)/python packaging/licences.py

# Asks a public service for what is known of each locked version; --strict: no answer is a failure too.
audit:
	@uvx --quiet --from pip-audit==2.10.1 pip-audit --strict --progress-spinner off --require-hashes --disable-pip -r requirements.txt

lowest newest pythons:
	@packaging/environments.sh $@ $(ARGS)
