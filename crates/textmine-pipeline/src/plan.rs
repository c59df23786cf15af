//! A pipeline with its plugins found, its options checked and its analyzers in order.
use crate::diagnostic::listed;
use crate::run::Stage;
use crate::{AnalyzerConfig, Config, Diagnostic, Expectation, Pipeline, expectations, options, paths};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use textmine_core::{Catalogue, Description, Failure, Instance, Plugin, Unavailable};

/// A pipeline that can run.
pub struct Plan {
    /// Its name, for people.
    pub name: Option<String>,
    /// The analyzers, in the order in which they run.
    pub steps: Vec<Step>,
    /// What it must find in texts of its author.
    pub expectations: Vec<Expectation>,
}

/// One analyzer of a plan.
pub struct Step {
    /// Its name in the report.
    pub name: String,
    /// Where it comes from.
    pub plugin: Arc<dyn Plugin>,
    /// The analyzers that it runs after, and why.
    pub after: Vec<Reason>,
    config: AnalyzerConfig,
}

/// Why one analyzer runs after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The analyzer that runs before; `None` if the input brings the layer.
    pub analyzer: Option<String>,
    /// The layer that it provides.
    pub layer: String,
    /// False if the later one could do without it.
    pub required: bool,
}

impl Plan {
    /// Finds the plugins, checks names, layers and options, and orders the analyzers: each after those whose layers it
    /// requires or uses, otherwise as in the file.
    ///
    /// # Errors
    /// Everything that is wrong, each with its place.
    pub fn new(config: &Config, catalogue: &dyn Catalogue, base: &Path) -> Result<Plan, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut found: Vec<Found<'_>> = Vec::new();
        for analyzer in &config.analyzers {
            problems.extend(analyzer.terms.unkept());
            let terms = &analyzer.terms.value;
            let plugin = match &analyzer.program {
                Some(program) => catalogue.program(program, base, terms),
                None => catalogue.plugin(&analyzer.plugin.value, base, terms),
            };
            match plugin {
                Ok(plugin) => {
                    problems.extend(check_options(analyzer, plugin.as_ref()));
                    found.push(Found { config: analyzer, plugin });
                }
                Err(error) => problems.push(unavailable(analyzer, error)),
            }
        }
        problems.extend(doubled_names(&found));
        let complete = config.complete && found.len() == config.analyzers.len();
        let order = Order::new(config, &found, complete, &mut problems);
        if complete {
            problems.extend(check_expectations(config, &found));
        }
        if !problems.is_empty() {
            problems.sort_by_key(|p| p.span.start);
            return Err(problems);
        }
        let steps = order.sequence.into_iter().map(|at| {
            let Found { config, plugin } = &found[at];
            let mut config = (*config).clone();
            if let Ok(schema) = plugin.options_schema() {
                paths::resolve(&mut config.options.value, &schema, base);
            }
            Step {
                name: found[at].name().to_owned(),
                plugin: Arc::clone(plugin),
                after: order.after[at].clone(),
                config,
            }
        });
        let expectations = config.expectations.clone();
        Ok(Plan { name: config.name.clone(), steps: steps.collect(), expectations })
    }

    /// Makes the analyzers.
    ///
    /// An analyzer that panics meanwhile does not stop the others: it has a problem in each report instead.
    ///
    /// # Errors
    /// If an analyzer refuses its options, with their place.
    pub fn build(self) -> Result<Pipeline, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut stages = Vec::new();
        let instances = create_all(&self.steps);
        for (step, instance) in self.steps.into_iter().zip(instances) {
            if let Err(Failure::Refused { option, message }) = &instance {
                let span = match option {
                    Some(pointer) => step.config.options.value_span(pointer),
                    None => step.config.options.span.clone(),
                };
                let title = format!("the analyzer `{}` refuses its options", step.name);
                problems.push(Diagnostic::new(title, span, message.clone()));
            }
            stages.push(Stage { name: step.name, description: step.plugin.description().clone(), instance });
        }
        if problems.is_empty() { Ok(Pipeline::new(stages)) } else { Err(problems) }
    }
}

/// Makes the instances, each in a thread of its own: reading lexicons and models is most of what starting costs.
fn create_all(steps: &[Step]) -> Vec<Result<Box<dyn Instance>, Failure>> {
    std::thread::scope(|scope| {
        let create = |step: &'_ Step| step.plugin.create(&step.config.options.value);
        let spawn = |step| std::thread::Builder::new().spawn_scoped(scope, move || create(step));
        let threads: Vec<_> = steps.iter().map(|step| (step, spawn(step))).collect();
        let join = |(step, thread): (_, std::io::Result<std::thread::ScopedJoinHandle<'_, _>>)| {
            let lost = |_| Err(Failure::Panicked { message: "while it was made".to_owned() });
            // Where the system has no more threads, this one does it.
            thread.map_or_else(|_| create(step), |thread| thread.join().unwrap_or_else(lost))
        };
        threads.into_iter().map(join).collect()
    })
}

/// An analyzer of the configuration with its plugin.
struct Found<'c> {
    config: &'c AnalyzerConfig,
    plugin: Arc<dyn Plugin>,
}

impl Found<'_> {
    fn name(&self) -> &str {
        self.config.name.as_ref().map_or(&self.plugin.description().name, |name| &name.value)
    }

    /// Where the name stands, or what it comes from.
    fn name_span(&self) -> &Range<usize> {
        self.config.name.as_ref().map_or(&self.config.plugin.span, |name| &name.span)
    }
}

fn unavailable(analyzer: &AnalyzerConfig, error: Unavailable) -> Diagnostic {
    let term = error.term.and_then(|term| analyzer.terms.places.get(term));
    let (place, label) = match (term, &error.option, &analyzer.program) {
        (_, Some(pointer), _) => (analyzer.options.value_span(pointer), "this option"),
        (Some(place), ..) => (place.clone(), "this can't be met"),
        (None, None, Some(_)) => (analyzer.plugin.span.clone(), "this program"),
        (None, None, None) => (analyzer.plugin.span.clone(), "this plugin"),
    };
    let mut problem = Diagnostic::new(error.message, place, label);
    problem.help = error.help;
    let known = error.known.iter().map(String::as_str);
    let written = analyzer.program.as_ref().and_then(|program| program.command.first());
    if let Some(near) = crate::diagnostic::nearest(written.unwrap_or(&analyzer.plugin.value), known) {
        problem.label = format!("did you mean `{near}`?");
    }
    problem
}

fn doubled_names(found: &[Found<'_>]) -> Vec<Diagnostic> {
    let mut first: HashMap<&str, Range<usize>> = HashMap::new();
    let mut problems = Vec::new();
    for analyzer in found {
        let (name, span) = (analyzer.name(), analyzer.name_span());
        if let Some(earlier) = first.get(name) {
            let message = format!("two analyzers have the name `{name}`");
            let problem = Diagnostic::new(message, span.clone(), "the second one")
                .context(earlier.clone(), "the first one");
            problems.push(problem.help("give one of them another `name`"));
        } else {
            first.insert(name, span.clone());
        }
    }
    problems
}

fn check_expectations(config: &Config, found: &[Found<'_>]) -> Vec<Diagnostic> {
    let provided = found.iter().flat_map(|analyzer| &analyzer.plugin.description().provides);
    let layers: BTreeSet<&str> =
        provided.map(String::as_str).chain(config.given.iter().map(|given| given.value.as_str())).collect();
    let analyzers: BTreeSet<&str> = found.iter().map(Found::name).collect();
    expectations::check(config, &layers, &analyzers)
}

fn check_options(analyzer: &AnalyzerConfig, plugin: &dyn Plugin) -> Vec<Diagnostic> {
    match plugin.options_schema() {
        Ok(schema) => options::check(&analyzer.options, &schema, &plugin.description().name),
        Err(failure) => {
            let message = format!("the plugin `{}` can't tell its options", analyzer.plugin.value);
            vec![Diagnostic::new(message, analyzer.plugin.span.clone(), failure.to_string())]
        }
    }
}

/// The order in which analyzers run, as indices into the file's order.
struct Order {
    sequence: Vec<usize>,
    after: Vec<Vec<Reason>>,
}

impl Order {
    fn new(config: &Config, found: &[Found<'_>], complete: bool, problems: &mut Vec<Diagnostic>) -> Order {
        let describe = |at: usize| -> &Description { found[at].plugin.description() };
        let place = |at: usize| found[at].config.plugin.span.clone();
        let name = |at: usize| found[at].name();

        let mut provider: HashMap<&str, usize> = HashMap::new();
        for at in 0..found.len() {
            for layer in &describe(at).provides {
                if let Some(&earlier) = provider.get(layer.as_str()) {
                    let message = format!("two analyzers provide the layer `{layer}`");
                    let problem = Diagnostic::new(message, place(at), "this one")
                        .context(place(earlier), "and this one")
                        .help("remove one of them: a layer has one analyzer that writes it");
                    problems.push(problem);
                } else {
                    provider.insert(layer, at);
                }
            }
        }

        let given = |layer: &str| config.given.iter().any(|g| g.value == layer);
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); found.len()];
        let mut after: Vec<Vec<Reason>> = vec![Vec::new(); found.len()];
        for at in 0..found.len() {
            let description = describe(at);
            let layers = description.requires.iter().map(|l| (l, true));
            for (layer, required) in layers.chain(description.uses.iter().map(|l| (l, false))) {
                let by = provider.get(layer.as_str()).copied();
                match by {
                    Some(by) => before[at].push(by),
                    None if given(layer) => {}
                    // With a plugin missing, what it would provide is not known.
                    None if required && complete => {
                        problems.push(missing_layer(name(at), layer, place(at), &provider));
                        continue;
                    }
                    None => continue,
                }
                let analyzer = by.map(|by| name(by).to_owned());
                after[at].push(Reason { analyzer, layer: layer.clone(), required });
            }
        }

        let mut sequence = Vec::new();
        let mut placed = vec![false; found.len()];
        while let Some(next) =
            (0..found.len()).find(|&at| !placed[at] && before[at].iter().all(|&b| placed[b]))
        {
            placed[next] = true;
            sequence.push(next);
        }
        if let Some(stuck) = placed.iter().position(|p| !p) {
            let cycle = find_cycle(stuck, &before, &placed);
            let path: Vec<&str> = cycle.iter().chain(cycle.first()).map(|&at| name(at)).collect();
            let message = match cycle.as_slice() {
                [only] => format!("the analyzer `{}` needs a layer that it provides itself", name(*only)),
                _ => format!("these analyzers wait for each other: {}", path.join(" → ")),
            };
            let mut problem = Diagnostic::new(message, place(cycle[0]), waits_for(&after[cycle[0]]));
            for &at in &cycle[1..] {
                problem = problem.context(place(at), waits_for(&after[at]));
            }
            problems.push(problem.help("take one of them out of the pipeline"));
        }
        Order { sequence, after }
    }
}

fn waits_for(reasons: &[Reason]) -> String {
    format!("reads {}", listed(reasons.iter().map(|r| r.layer.as_str())))
}

/// Follows unplaced predecessors until one comes again; the analyzers in between wait for each other.
fn find_cycle(start: usize, before: &[Vec<usize>], placed: &[bool]) -> Vec<usize> {
    let mut path = vec![start];
    loop {
        let last = path[path.len() - 1];
        let Some(&next) = before[last].iter().find(|&&b| !placed[b]) else { return path };
        if let Some(at) = path.iter().position(|&p| p == next) {
            return path.split_off(at);
        }
        path.push(next);
    }
}

fn missing_layer(name: &str, layer: &str, span: Range<usize>, provider: &HashMap<&str, usize>) -> Diagnostic {
    let mut provided: Vec<&str> = provider.keys().copied().collect();
    provided.sort_unstable();
    let message = format!("nothing provides the layer `{layer}`");
    let label = format!("`{name}` requires it; the pipeline provides {}", listed(provided));
    let help = format!(
        "add an analyzer that provides it (`textmine plugins list` shows which do), or `given = [\"{layer}\"]` at \
         the top if the input brings it"
    );
    Diagnostic::new(message, span, label).help(help)
}
