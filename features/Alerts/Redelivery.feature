@in-process
Feature: A redelivered alert changes nothing
  Senders repeat themselves: Alertmanager every few hours, after a lost answer at once, and in a pair each member on its
  own. Nobody is paged twice for it.

  Background:
    Given an incident service

  @new:2
  Scenario: A hundred alerts, each delivered four times
    Given 100 alerts have been accepted
    When each of them is delivered 3 more times
    Then there is still one incident and one page for each

  Scenario: The end of an alert is delivered twice
    Given the alert "HighLatency" of "checkout" was accepted
    And it is over
    When the end of it is delivered again
    Then "checkout" has one incident, which is resolved, with 1 alert
    And PagerDuty was told once that it is resolved

  Scenario: An old notification arrives late
    Given the alert "HighLatency" of "checkout" was accepted
    And it is over
    When the notification that it fires is delivered again
    Then "checkout" has one incident, which is resolved, with 1 alert
