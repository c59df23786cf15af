# The habits of this repository; `just` lists them.

default:
    @just --list

# The main job on one of our articles
run ARTICLE="tests/articles/diplomacy.txt":
    cargo run --release -- {{ARTICLE}}

# Everything that is tested
test:
    cargo test --workspace

# Accept changed snapshots; then read the diff
accept:
    INSTA_UPDATE=always cargo test --workspace
    git diff --stat -- '*.snap'

# What CI runs
ci:
    .ci/run

# Speed: segmentation, the boundary, the analyzers
bench:
    cargo bench -p textmine-core --bench segment
    cargo bench -p textmine --bench boundary --bench pipeline

format:
    cargo fmt --all
