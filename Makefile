# Qujian 区鉴: `make` alone says what there is. The longer commands are scripts in .ci/.
# PORT and HOST are the only settings read here; README.md lists all.

.DEFAULT_GOAL := help
.PHONY: help run build check test sweep lint bench lock clean

help: ## 列出命令 list these commands
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

run: ## 启动平台（首次自动安装） start the dashboard, installing what is missing
	@./.ci/python-env run
	@./.ci/browser wanted
	@.venv/bin/python -m data build || [ -f "$${QUJIAN_STORE:-data/build}/current.json" ]
	@exec .venv/bin/python -m streamlit run app.py \
		--server.port "$${PORT:-8501}" --server.address "$${HOST:-127.0.0.1}"

build: ## 构建数据库 build the database from the CSV files
	@./.ci/python-env run
	@.venv/bin/python -m data build

check: ## 检查数据文件 check the CSV files
	@./.ci/python-env run
	@.venv/bin/python -m data check

test: ## 全部检查与测试 linters, types, layers, facts, tests
	@./.ci/python-env dev
	@./.ci/browser needed
	@./.ci/steps test

sweep: ## 逐页检查：每个控件、链接、地址，手机版面 every control, link and address, phones
	@./.ci/python-env dev
	@./.ci/browser needed
	@./.ci/steps sweep

lint: ## 仅代码检查 linters, types and layers only
	@./.ci/python-env dev
	@./.ci/steps lint

bench: ## 性能测量 measure speed (reports, never fails on a number)
	@./.ci/python-env dev
	@./.ci/browser needed
	@./.ci/steps bench

lock: ## 更新依赖锁定文件 write the lock files after a change of requirements
	@./.ci/python-env dev
	@./.ci/lock

clean: ## 删除可再生成的文件 delete built databases and caches, keep .venv
	rm -rf data/build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
