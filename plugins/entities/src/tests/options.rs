//! What the options do, and which are refused.
use super::names_with;
use crate::Entities;
use serde_json::{Value, json};
use textmine_core::{Failure, serde_json};
use textmine_testkit::Case;

#[test]
fn only_the_types_asked_for_are_reported() {
    let text = "Chancellor Ingrid Solberg left Oslo for the United Nations.";
    assert_eq!(names_with(text, json!({ "types": ["PER"] })), "PER Ingrid Solberg");
    assert_eq!(names_with(text, json!({ "types": ["LOC", "ORG"] })), "LOC Oslo; ORG United Nations");
}

#[test]
fn names_less_sure_than_asked_for_are_left_out() {
    let text = "Chancellor Ingrid Solberg left Oslo.";
    assert_eq!(names_with(text, json!({ "min_score": 1.0 })), "");
}

#[test]
fn pronouns_are_marked_if_asked_for_and_roles_unless_told_otherwise() {
    let text = "Irish President Nora Keane spoke. She left. The Irish President was tired.";
    let cases = [
        (json!({}), "MISC Irish; PER Nora Keane; PER Irish President; MISC Irish"),
        (json!({ "nominals": false }), "MISC Irish; PER Nora Keane; MISC Irish"),
        (json!({ "pronouns": true }), "MISC Irish; PER Nora Keane; PER She; PER Irish President; MISC Irish"),
        (json!({ "pronouns": true, "types": ["MISC"] }), "MISC Irish; MISC Irish"),
    ];
    for (options, expected) in cases {
        assert_eq!(names_with(text, options.clone()), expected, "{options}");
    }
}

#[test]
fn names_of_the_users_own_go_before_all_others() {
    let options = json!({ "names": [
        { "name": "Operation Blue Heron", "type": "MISC", "aliases": ["Blue Heron"] },
        { "name": "vaxmore", "type": "ORG" },
    ] });
    let text = "Police began Operation Blue Heron in Paris. Blue Heron hit vaxmore hard.";
    assert_eq!(
        names_with(text, options.clone()),
        "MISC Operation Blue Heron; LOC Paris; MISC Blue Heron; ORG vaxmore"
    );
    let (_, analysis) = Case::new(text).options(options).run::<Entities>().expect("the analyzer runs");
    let ids: Vec<&str> = analysis.layers[0].view().iter().filter_map(|a| a.attr("entity")).collect();
    assert_eq!(ids, ["operation-blue-heron", "paris", "operation-blue-heron", "vaxmore"]);
}

#[test]
fn an_own_name_is_called_as_its_entry_is() {
    let options = json!({ "names": [{ "name": "Acme Rovers", "type": "ORG", "aliases": ["the Rovers"] }] });
    let case = Case::new("Fans of the Rovers sang.").options(options);
    let (_, analysis) = case.run::<Entities>().expect("the analyzer runs");
    let summary: Value = serde_json::from_str(&analysis.summary).expect("the summary is JSON");
    let entity = &summary["entities"][0];
    assert_eq!(entity["id"], "acme-rovers");
    assert_eq!(entity["name"], "Acme Rovers");
    assert_eq!(entity["aliases"], json!(["the Rovers"]));
}

/// A file of that name with that content, in a folder that lasts as long as the first value.
fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file");
    let path = path.to_str().expect("a path in UTF-8").to_owned();
    (folder, path)
}

#[test]
fn names_come_from_files_too() {
    let tsv = "# our names\nname\ttype\taliases\nOperation Blue Heron\tMISC\tBlue Heron | Heron Raid\n\nvaxmore\tORG\n";
    let csv = "\u{feff}Operation Blue Heron,MISC,Blue Heron|Heron Raid\r\n\"vaxmore\",ORG,\r\n";
    let text = "Police began Operation Blue Heron. Heron Raid hit vaxmore, and Blue Heron ended.";
    for (name, content) in [("names.tsv", tsv), ("names.csv", csv)] {
        let (_folder, path) = file(name, content.as_bytes());
        assert_eq!(
            names_with(text, json!({ "gazetteers": [path] })),
            "MISC Operation Blue Heron; MISC Heron Raid; ORG vaxmore; MISC Blue Heron",
            "{name}"
        );
    }
}

#[test]
fn of_a_name_that_is_there_twice_the_first_entry_counts() {
    let (_folder, path) = file("names.tsv", b"Blue Heron\tMISC\tHeron\nBlue Heron\tMISC\n");
    let options = json!({ "names": [{ "name": "Heron", "type": "MISC" }], "gazetteers": [path] });
    let (_, analysis) = Case::new("Blue Heron fell. Heron rose.")
        .options(options)
        .run::<Entities>()
        .expect("the analyzer runs");
    let ids: Vec<&str> = analysis.layers[0].view().iter().filter_map(|a| a.attr("entity")).collect();
    assert_eq!(ids, ["blue-heron", "heron"]);
}

#[test]
fn a_file_that_can_t_be_used_is_refused_with_line_and_column() {
    let cases: [(&str, &[u8], &str); 9] = [
        ("names.txt", b"", "`names.txt` has an unknown layout; expected a file that ends in .tsv or .csv"),
        (
            "n.tsv",
            b"Acme\tORG\nZenith\n",
            "n.tsv:2, column 2 (type): no type; expected one of PER, ORG, LOC, MISC",
        ),
        (
            "n.tsv",
            b"# x\nAcme\tCompany\n",
            "n.tsv:2, column 2 (type): `Company` is no type; expected one of PER, ORG, LOC, MISC",
        ),
        ("n.tsv", b"\tORG\n", "n.tsv:1, column 1 (name): no name; expected a name as the text writes it"),
        (
            "n.csv",
            b"Acme,ORG,A|1984\n",
            "n.csv:1, column 3 (aliases): no letter in `1984`; expected a name as the text writes it",
        ),
        (
            "n.csv",
            b"Acme,ORG,A,B\n",
            "n.csv:1, column 4 (none): 4 columns; expected three at most: name, type, aliases",
        ),
        (
            "n.tsv",
            b"Acme\tORG\nAcme\tLOC\n",
            "n.tsv:2, column 1 (name): `Acme` is ORG in n.tsv:1 and LOC here; expected one type",
        ),
        (
            "n.tsv",
            b"Zenith\tORG\n",
            "n.tsv:1, column 1 (name): `Zenith` is PER in entry 1 of `names` and ORG here; expected one type",
        ),
        ("n.tsv", b"Acme\tORG\nCaf\xe9\tORG\n", "n.tsv:2: no UTF-8; expected a text file in UTF-8"),
    ];
    for (name, content, expected) in cases {
        let (_folder, path) = file(name, content);
        let names = json!([{ "name": "Zenith", "type": "PER" }]);
        let names = if expected.contains("entry 1") { names } else { json!([]) };
        let options = json!({ "names": names, "gazetteers": [path] });
        let failure = Case::new("").options(options).run::<Entities>().expect_err("it is refused");
        let Failure::Refused { option, message } = failure else { panic!("{failure:?}") };
        assert_eq!((option.as_deref(), message.as_str()), (Some("/gazetteers/0"), expected));
    }
    let missing = json!({ "gazetteers": ["no/such/names.tsv"] });
    let failure = Case::new("").options(missing).run::<Entities>().expect_err("it is refused").to_string();
    assert!(failure.contains("can't read `names.tsv`: ") && failure.contains("`reads`"), "{failure}");
}

#[test]
fn names_that_are_never_wanted_are_not_reported() {
    let text = "Chancellor Ingrid Solberg left Oslo for the United Nations. The UN was silent.";
    let cases = [
        (json!(["ingrid solberg"]), "LOC Oslo; ORG United Nations; ORG UN"),
        (json!(["The United Nations", "Oslo"]), "PER Ingrid Solberg; ORG UN"),
        (
            json!([{ "name": "Oslo", "types": ["PER"] }]),
            "PER Ingrid Solberg; LOC Oslo; ORG United Nations; ORG UN",
        ),
        (
            json!([{ "name": "Oslo", "types": ["PER", "LOC"] }, "U.N."]),
            "PER Ingrid Solberg; ORG United Nations",
        ),
    ];
    for (never, expected) in cases {
        assert_eq!(names_with(text, json!({ "never": never })), expected, "{never}");
    }
}

#[test]
fn options_that_make_no_sense_are_refused_with_their_place() {
    let cases = [
        (json!({ "types": [] }), "/types"),
        (json!({ "min_score": 1.5 }), "/min_score"),
        (json!({ "names": [{ "name": " ", "type": "ORG" }] }), "/names/0/name"),
        (json!({ "names": [{ "name": "Acme", "type": "ORG", "aliases": ["", "A"] }] }), "/names/0/aliases/0"),
        (
            json!({ "names": [{ "name": "Acme", "type": "ORG" }, { "name": "Acme", "type": "LOC" }] }),
            "/names/1/name",
        ),
        (json!({ "names": [{ "name": "1984", "type": "MISC" }] }), "/names/0/name"),
        (json!({ "never": ["Acme", "…"] }), "/never/1"),
        (json!({ "never": [{ "name": "", "types": ["ORG"] }] }), "/never/0/name"),
        (json!({ "never": [{ "name": "Acme", "types": [] }] }), "/never/0/types"),
        (json!({ "names": [{ "name": "Acme", "type": "ORG" }], "never": ["Acme"] }), "/never/0"),
    ];
    for (options, place) in cases {
        let failure = Case::new("").options(options.clone()).run::<Entities>().expect_err("it is refused");
        let Failure::Refused { option, .. } = &failure else { panic!("{options}: {failure:?}") };
        assert_eq!(option.as_deref(), Some(place), "{options}: {failure}");
    }
    for options in
        [json!({ "typos": 1 }), json!({ "types": ["PERSON"] }), json!({ "names": [{ "name": "Acme" }] })]
    {
        assert!(Case::new("").options(options.clone()).run::<Entities>().is_err(), "{options}");
    }
}
