//! Who is who, by construction.
use super::check;

#[test]
fn adjuncts_and_light_verbs() {
    check(&[
        ("Lind got on the phone with Okafor.", "phone [phone] actual: with Lind, Okafor"),
        ("Brandt was photographed having lunch with Okafor.", "meeting [lunch] actual: with Brandt, Okafor"),
        (
            "The White House said Lind would meet with Okafor next week.",
            "meeting [meet] hypothetical: with Lind, Okafor",
        ),
        ("Lind answered a call from her lawyer.", "phone [call] actual: lawyer → Lind"),
        (
            "In a letter sent to Lind and obtained by the Daily Courier, Okafor apologised.",
            "letter [letter] actual: Okafor → Lind",
        ),
        (
            "Lind received dozens of text messages from angry voters.",
            "text [text messages] actual: voters → Lind",
        ),
        ("Lind urged Okafor in a letter on Monday to resign.", "letter [letter] actual: Lind → Okafor"),
        (
            "Okafor wrote in an op-ed in the New York Times that taxes were too high.",
            "media [op-ed] actual: Okafor → New York Times via New York Times",
        ),
        (
            "After a phone call between Lind and Okafor, markets rose.",
            "phone [phone call] actual: with Lind, Okafor",
        ),
        ("Lind spent the morning calling donors.", "phone [calling] actual: Lind → donors"),
        (
            "Okafor communicated with Brandt through encrypted messages on Signal.",
            "messaging_app [encrypted messages] actual: with Okafor, Brandt via Signal",
        ),
        (
            "Several aides, including Lind and Okafor, have often talked with Brandt through calls and texts.",
            "phone [calls] habitual: with aides, Lind, Okafor, Brandt | text [texts] habitual: with aides, Lind, Okafor, Brandt",
        ),
        (
            "Okafor, for one, used Telegram to message Brandt.",
            "messaging_app [message] actual: Okafor → Brandt via Telegram",
        ),
    ]);
}

#[test]
fn coordination_is_shared() {
    check(&[
        ("Lind, Okafor and the two bishops met in Rome.", "meeting [met] actual: with Lind, Okafor, bishops"),
        (
            "Lind called Okafor and texted Brandt.",
            "phone [called] actual: Lind → Okafor | text [texted] actual: Lind → Brandt",
        ),
        (
            "The envoy emailed Lind, Okafor and Brandt.",
            "email [emailed] actual: envoy → Lind, Okafor, Brandt",
        ),
        (
            "Calls and text messages from Okafor alarmed Lind.",
            "phone [Calls] actual: Okafor → ? | text [text messages] actual: Okafor → ?",
        ),
        ("In Rome, Lind and Okafor met.", "meeting [met] actual: with Lind, Okafor"),
    ]);
}

#[test]
fn passives_turn_roles_round() {
    check(&[
        ("Okafor was phoned by Lind.", "phone [phoned] actual: Lind → Okafor"),
        ("A letter was sent to the governor by Lind.", "letter [letter] actual: Lind → governor"),
        ("Lind was interviewed by the Daily Courier.", "media [interviewed] actual: Lind → Daily Courier"),
        ("The message was forwarded to Okafor.", "email [forwarded] actual: ? → Okafor"),
    ]);
}

#[test]
fn relative_clauses_find_their_noun() {
    check(&[
        ("Okafor, who called Lind on Sunday, denied it.", "phone [called] actual: Okafor → Lind"),
        ("The aide who texted the mayor was fired.", "text [texted] actual: aide → mayor"),
        ("Brandt, the bank's chairman, emailed the board.", "email [emailed] actual: Brandt → board"),
    ]);
}

#[test]
fn understood_subjects_are_found() {
    check(&[
        ("Lind agreed to meet Okafor.", "meeting [meet] hypothetical: with Lind, Okafor"),
        ("Brandt asked Okafor to call the mayor.", "phone [call] hypothetical: Okafor → mayor"),
        ("After meeting with Lind, Okafor flew home.", "meeting [meeting] actual: with Okafor, Lind"),
        ("Okafor left the hall before phoning Lind.", "phone [phoning] actual: Okafor → Lind"),
    ]);
}

#[test]
fn possessors_are_actors() {
    check(&[
        ("Lind's call with Okafor lasted an hour.", "phone [call] actual: with Lind, Okafor"),
        ("Her letter to the governor leaked.", "letter [letter] actual: Her → governor"),
        ("Okafor's aide texted Brandt's lawyer.", "text [texted] actual: Okafor's aide → Brandt's lawyer"),
        ("The Lind-Okafor summit failed.", "meeting [summit] actual: with Lind, Okafor"),
    ]);
}

#[test]
fn prepositions_give_directions() {
    check(&[
        ("A call from Okafor woke Lind.", "phone [call] actual: Okafor → ?"),
        ("Brandt received a letter from the tax office.", "letter [letter] actual: ? → Brandt"),
        ("The talks between Peru and Chile collapsed.", "meeting [talks] actual: with Peru, Chile"),
        ("Lind got a text from her sister.", "text [text] actual: sister → Lind"),
    ]);
}

#[test]
fn named_apps_win_over_words() {
    check(&[
        ("Lind called Okafor on Skype.", "video [called] actual: Lind → Okafor via Skype"),
        (
            "The ministry issued a statement on Facebook.",
            "social_media [statement] actual: ministry → ? via Facebook",
        ),
    ]);
}

#[test]
fn quotes_and_speakers() {
    check(&[
        ("“We will win,” Okafor said in a speech.", "media [speech] actual: Okafor → ?"),
        ("“It is over,” Lind told the Daily Courier.", "media [told] actual: Lind → Daily Courier"),
        ("The mayor wrote in an email: “Never again.”", "email [email] actual: mayor → ?"),
    ]);
}

#[test]
fn headlines() {
    check(&[
        ("Lind meets Okafor in Rome", "meeting [meets] actual: with Lind, Okafor"),
        ("Brandt calls Okafor after quake", "phone [calls] actual: Brandt → Okafor"),
    ]);
}

#[test]
fn titles_are_no_part_of_names() {
    check(&[
        ("Prime Minister Ana Lind phoned President Okafor.", "phone [phoned] actual: Ana Lind → Okafor"),
        (
            "Secretary of State Ana Lind met the Peruvian envoy.",
            "meeting [met] actual: with Ana Lind, Peruvian envoy",
        ),
        ("The head of the bank, Karl Brandt, emailed Lind.", "email [emailed] actual: Karl Brandt → Lind"),
        ("Dozens of lawmakers met with Sen. Ana Lind.", "meeting [met] actual: with lawmakers, Ana Lind"),
    ]);
}

#[test]
fn who_takes_part_is_found_beside_the_noun() {
    check(&[
        (
            "The bank opened a back channel involving Okafor.",
            "intermediary [back channel] actual: with Okafor",
        ),
        ("Lind confronted the bishops in a tense meeting.", "meeting [meeting] actual: with Lind, bishops"),
        ("A third call was held by the ministers on Friday.", "phone [call] actual: with ministers"),
        (
            "Lind joined the mayor in a letter urging Okafor to resign.",
            "letter [letter] actual: Lind, mayor → Okafor",
        ),
        ("The widow found a note from the composer to a friend.", "letter [note] actual: composer → friend"),
        ("The judge asked for Lind to attend virtually.", "video [attend virtually] hypothetical: with Lind"),
        (
            "Okafor left, and said she was late, then emailed Brandt.",
            "email [emailed] actual: Okafor → Brandt",
        ),
        ("Lind's habit of tweeting at midnight worries aides.", "social_media [tweeting] habitual: Lind → ?"),
    ]);
}

#[test]
fn what_one_speaks_of_as_known_was_not_necessarily_theirs() {
    check(&[
        (
            "Two days after the meeting, Lind texted Okafor.",
            "meeting [meeting] actual | text [texted] actual: Lind → Okafor",
        ),
        (
            "After the virtual meeting, Lind and Okafor left.",
            "video [virtual meeting] actual: with Lind, Okafor",
        ),
    ]);
}
