//! Applies a frame: which of the words around a trigger play which role.
use super::{Reader, Roles};
use crate::actor::Actor;
use crate::taxonomy::{Frame, Reading, Role, Source, Sources};

/// Where the actors of each source stand around one trigger.
pub(super) trait Surroundings {
    /// Those whom the source names; empty if nobody.
    fn actors(&self, source: &Source) -> Vec<Actor>;
}

impl Reader<'_, '_> {
    /// The roles by the first reading that applies, and how they were found.
    pub(super) fn roles(
        &self,
        frame: &Frame,
        readings: &[Reading],
        around: &impl Surroundings,
    ) -> (Roles, String) {
        let names = |sources: &Sources| pick(sources, around).is_some();
        let applies =
            |r: &&Reading| r.when.as_ref().is_none_or(names) && !r.unless.as_ref().is_some_and(names);
        let Some(reading) = readings.iter().find(applies) else { return (Roles::default(), String::new()) };
        let mut why = String::new();
        let mut role = |name: &str, role: &Role| {
            let mut actors = Vec::new();
            for (sum, found) in role.0.iter().filter_map(|sources| pick(sources, around)) {
                why.push_str(if why.is_empty() { "" } else { ", " });
                why.push_str(name);
                why.push_str(" = ");
                why.push_str(&sum);
                actors.extend(found);
            }
            actors
        };
        let mut roles = Roles {
            from: role("from", &reading.from),
            to: role("to", &reading.to),
            participants: role("participants", &reading.participants),
        };
        if frame.outlets_listen {
            let outlet = |a: &Actor| self.is_outlet_actor(*a);
            // `the paper's interview with Ito`: the paper asks.
            if roles.from.iter().any(outlet) && !roles.to.is_empty() && !roles.to.iter().any(outlet) {
                std::mem::swap(&mut roles.from, &mut roles.to);
            }
        }
        roles.tidy();
        (roles, why)
    }
}

/// The first alternative that names somebody, and those it names.
fn pick(sources: &Sources, around: &impl Surroundings) -> Option<(String, Vec<Actor>)> {
    sources.0.iter().find_map(|sum| {
        let mut names = String::new();
        let mut all = Vec::new();
        for source in sum {
            let found = around.actors(source);
            if !found.is_empty() {
                names.push_str(if names.is_empty() { "" } else { " + " });
                names.push_str(source.name());
                all.extend(found);
            }
        }
        (!all.is_empty()).then_some((names, all))
    })
}
