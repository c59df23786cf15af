//! Which spans are names, and of what.
use super::{check_all, names};

#[test]
fn titles_and_articles_are_no_part_of_a_name() {
    check_all(&[
        ("Talks with President Laura Whitfield began on Monday.", "PER Laura Whitfield"),
        ("A letter from King Frederik X was read to the guests.", "PER Frederik X"),
        ("The crowd cheered when Dr. Samuel Okonkwo arrived.", "PER Samuel Okonkwo"),
        ("A spokesman for Gov. Henry Marsden declined to comment.", "PER Henry Marsden"),
        ("He thanked Mrs Eleanor Vance for her help.", "PER Eleanor Vance"),
        ("Sir Thomas Ashdown and Lady Ashdown left early.", "PER Thomas Ashdown; PER Ashdown"),
        ("The bill was vetoed by the Senate.", "ORG Senate"),
        ("She moved to the Netherlands in May.", "LOC Netherlands"),
    ]);
}

#[test]
fn possessives_are_no_part_of_a_name() {
    check_all(&[
        ("Critics of Margaret Ellison’s plan spoke first.", "PER Margaret Ellison"),
        ("Critics of Margaret Ellison's plan spoke first.", "PER Margaret Ellison"),
        ("Officials said Germany’s economy would grow.", "LOC Germany"),
        ("Lawyers read the United Nations' report.", "ORG United Nations"),
    ]);
}

#[test]
fn initials_and_generations_are_part_of_a_name() {
    check_all(&[
        ("The prize went to Robert K. Hanley of Boston.", "PER Robert K. Hanley; LOC Boston"),
        ("A speech by J. R. Thornton ended the evening.", "PER J. R. Thornton"),
        ("The foundation was set up by William Prescott Jr. in 1968.", "PER William Prescott Jr."),
    ]);
}

#[test]
fn particles_and_hyphens_are_part_of_a_name() {
    check_all(&[
        ("The minister met Ahmed bin Rashid in Cairo.", "PER Ahmed bin Rashid; LOC Cairo"),
        ("Protesters called on Nouri al-Hashimi to resign.", "PER Nouri al-Hashimi"),
        ("Voters chose María de la Cruz as mayor.", "PER María de la Cruz"),
        ("The party leader, Pieter van der Berg, disagreed.", "PER Pieter van der Berg"),
        ("The actress Anne-Marie Duval won again.", "PER Anne-Marie Duval"),
        (
            "Officials thanked Han Myung-sook and Ryu Chang-in for their work.",
            "PER Han Myung-sook; PER Ryu Chang-in",
        ),
        ("Officials praised Li Xiaoming for the rescue.", "PER Li Xiaoming"),
    ]);
}

#[test]
fn organisations_keep_what_they_are_of() {
    check_all(&[
        ("She studied at the University of Leeds before the war.", "ORG University of Leeds"),
        ("Economists at the Bank of Canada expect a rise.", "ORG Bank of Canada"),
        ("Members of the House of Representatives voted on Friday.", "ORG House of Representatives"),
        (
            "He works for the World Health Organization in Geneva.",
            "ORG World Health Organization; LOC Geneva",
        ),
        ("Shares of Hartwell Industries Ltd. fell sharply.", "ORG Hartwell Industries Ltd."),
        ("The Danish People's Party lost votes.", "ORG Danish People's Party"),
        ("The Foreign Ministry denied the report.", "ORG Foreign Ministry"),
    ]);
}

#[test]
fn nationalities_and_events_are_other_names() {
    check_all(&[
        ("French farmers blocked the road.", "MISC French"),
        ("The Norwegian and Swedish teams met in Oslo.", "MISC Norwegian; MISC Swedish; LOC Oslo"),
        ("Several Palestinians were hurt.", "MISC Palestinians"),
        ("Soldiers who fought in World War II gathered.", "MISC World War II"),
        (
            "She lost her seat in the 2011 Finnish parliamentary election.",
            "MISC 2011 Finnish parliamentary election",
        ),
    ]);
}

#[test]
fn places_are_told_from_people_of_that_name() {
    check_all(&[
        ("Washington said it would send aid to Kenya.", "LOC Washington; LOC Kenya"),
        ("A portrait of George Washington hung in the hall.", "PER George Washington"),
        ("The storm closed the Henry Marsden Bridge.", "LOC Henry Marsden Bridge"),
        ("LONDON (Reuters) - Prices rose again.", "LOC LONDON; ORG Reuters"),
        ("The singer Paris Jackson flew to Paris on Tuesday.", "PER Paris Jackson; LOC Paris"),
    ]);
}

#[test]
fn compounds_are_no_names_but_have_them() {
    check_all(&[
        ("U.S.-led talks resumed.", "LOC U.S."),
        ("China-Japan relations improved.", "LOC China; LOC Japan"),
        ("The Geneva-based World Health Organization agreed.", "LOC Geneva; ORG World Health Organization"),
        ("The U.S. Ambassador was called in.", "LOC U.S."),
    ]);
}

#[test]
fn capitals_at_the_start_of_a_sentence_are_no_names() {
    for text in [
        "Thousands gathered in the square.",
        "However, prices rose again.",
        "Leaders are looking for a way out.",
        "Protesters said they would return. Police made no arrests.",
        "“Nothing has changed,” he said.",
        "On Monday the rain stopped; in July it returned.",
    ] {
        assert_eq!(names(text), "", "in {text}");
    }
}

#[test]
fn headlines_in_capitals_still_have_names() {
    check_all(&[
        ("RUSSIA AND CHINA SIGN ENERGY DEAL", "LOC RUSSIA; LOC CHINA"),
        ("Russia And China Agree On Gas Prices", "LOC Russia; LOC China"),
    ]);
}

#[test]
fn party_and_state_after_a_name_are_no_names() {
    check_all(&[
        ("“We will vote no,” said Sen. Paula Redmond (R-Ohio).", "PER Paula Redmond"),
        ("Rep. Carl Winslow (D-N.Y.) agreed.", "PER Carl Winslow"),
    ]);
}

#[test]
fn whoever_is_named_in_full_is_known_by_the_surname() {
    check_all(&[(
        "The inquiry was led by Hannah Quillfeather. Later Quillfeather resigned, and nobody defended Quillfeather.",
        "PER Hannah Quillfeather; PER Quillfeather; PER Quillfeather",
    )]);
}

#[test]
fn names_of_two_sentences_stay_two() {
    check_all(&[(
        "Talks with Henry Marsden\n\nBridge repairs go on in Oslo.",
        "PER Henry Marsden; LOC Oslo",
    )]);
}

#[test]
fn what_someone_rules_is_the_name_without_its_preposition() {
    check_all(&[("The Duke of Sussex said he was tired.", "PER Sussex")]);
}
