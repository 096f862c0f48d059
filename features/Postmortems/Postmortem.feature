@in-process
Feature: The postmortem writes itself, from what was recorded and from nothing else
  The first draft is there when people sit down to talk. What nobody recorded is said to be missing.

  Background:
    Given an incident service

  Scenario: It is there when the incident is over
    Given the alert "HighLatency" of "checkout" was investigated
    And "ana" has acknowledged the incident of "checkout"
    When the alert "HighLatency" of "checkout" is over
    Then the postmortem of "checkout" has all its sections
    And its timeline says when it was opened, acknowledged by "ana" and resolved
    And it says that failed requests and affected users were not recorded

  Scenario: Before the incident is over
    Given the alert "HighLatency" of "checkout" was accepted
    When somebody asks for the postmortem of "checkout"
    Then that is rejected, and the reason says "when the incident is resolved"

  Scenario: A note that comes later
    Given the postmortem of "checkout" has been written
    When "ana" notes "The cache was cold." on the incident of "checkout"
    Then the postmortem of "checkout" says "The cache was cold."
    And it is its second revision

  Scenario: A label that looks like markup
    Given the alert "<script>alert(1)</script>" of "checkout" was accepted
    When the alert "<script>alert(1)</script>" of "checkout" is over
    Then the postmortem of "checkout" shows that name as text
