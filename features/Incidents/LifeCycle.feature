@in-process
Feature: An incident lasts exactly as long as its trouble
  It opens with the first alert and is over with the last one, and a person may say so earlier. Silence is no sign of health.

  Background:
    Given an incident service
    And the alert "HighLatency" of "checkout" was accepted

  Rule: It is over when its last alert is over, and not before

    Scenario: The only alert is over
      When the alert "HighLatency" of "checkout" is over
      Then "checkout" has one incident, which is resolved, with 1 alert

    Scenario: One of two alerts is over
      Given the alert "ErrorRate" of "checkout" was accepted
      When the alert "HighLatency" of "checkout" is over
      Then "checkout" has one incident, which is open, with 2 alerts
      And 1 of its alerts still fires

    Scenario: An alert is missing from the next notification
      Given the alert "ErrorRate" of "checkout" was accepted
      When a notification arrives that names only "ErrorRate" of "checkout"
      Then "checkout" has one incident, which is open, with 2 alerts
      And 2 of its alerts still fire

  Rule: A person may act

    Scenario: Somebody works on it
      When "ana" acknowledges the incident of "checkout"
      Then "checkout" has one incident, which is acknowledged, with 1 alert
      And its timeline says that "ana" acknowledged it

    Scenario: Somebody says that it is over
      When "ana" resolves the incident of "checkout"
      Then "checkout" has one incident, which is resolved, with 1 alert

    Scenario: Somebody acts on an incident that is over
      Given "ana" has resolved the incident of "checkout"
      When "ben" acknowledges the incident of "checkout"
      Then that is rejected, and the reason says "resolved"

  Rule: Trouble that comes back soon is the same trouble

    Scenario: The alert fires again at once
      Given the alert "HighLatency" of "checkout" is over
      When the alert "HighLatency" of "checkout" fires anew
      Then "checkout" has one incident, which is open
      And it was reopened once

    Scenario: The alert fires again after the reopen window
      Given an incident service that reopens nothing
      And the alert "HighLatency" of "search" was accepted
      And the alert "HighLatency" of "search" is over
      When the alert "HighLatency" of "search" fires anew
      Then "search" has 2 incidents

    Scenario: The alert is reported again, which its sender had let expire
      Given an incident service that takes no notification for a late one
      And the alert "HighLatency" of "search" was accepted
      And it is over
      When the notification that it fires is delivered again
      Then "search" has one incident, which is open
      And it was reopened once

  Rule: An incident is as severe as its worst alert

    Scenario: A worse alert joins
      Given the alert "SlowDisk" of "storage" was accepted as a warning
      When the alert "DiskFull" of "storage" fires
      Then the incident of "storage" is critical
