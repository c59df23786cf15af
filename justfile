# The habits of this repository; `just` lists them.

default:
    @just --list

# The main job on one of our articles
run ARTICLE="tests/articles/diplomacy.txt":
    cargo run --release -- {{ARTICLE}}

# The shipped model of names, trained anew; DATA is a folder with the corpora and word classes of plugins/entities/DATA.md
model DATA:
    cargo run --release -p textmine-train -- names plugins/entities/model/recipe.toml --data '{{DATA}}' -o plugins/entities/model/names.model

# Everything that is tested
test:
    cargo test --workspace

# Accept changed snapshots; then read the diff
accept:
    cargo run --quiet -- test config --accept
    INSTA_UPDATE=always cargo test --workspace
    git diff --stat -- '*.snap' '*.golden'

# What CI runs
ci:
    .ci/run

# Speed: segmentation, the boundary, the analyzers
bench:
    cargo bench -p textmine-core --bench segment
    cargo bench -p textmine --bench boundary --bench pipeline

# The boundary's tests under AddressSanitizer; needs a nightly compiler with its runtime. Plugins find the runtime in the host,
# hence -rdynamic; an instance that has panicked is leaked on purpose, hence no search for leaks
asan:
    RUSTFLAGS="-Zsanitizer=address -Clink-arg=-rdynamic" ASAN_OPTIONS=detect_leaks=0 \
        CARGO_BUILD_TARGET=x86_64-unknown-linux-gnu CARGO_TARGET_DIR={{justfile_directory()}}/target/asan \
        cargo +nightly test -p textmine --test boundary

# Ten minutes of random bytes for one of the parsers: library, frames, pipeline, input or lock; needs cargo-fuzz and nightly
fuzz TARGET:
    cargo +nightly fuzz run --fuzz-dir tests/fuzz {{TARGET}} -- -max_total_time=600

format:
    cargo fmt --all
