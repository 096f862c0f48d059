@in-process
Feature: Alerts that belong together become one incident
  A broken database sets off alerts everywhere. Whoever is on call wants to be told once, of the database.

  Background:
    Given an incident service

  Rule: Alerts of one service share an incident

    Scenario: Three alerts of one service
      When the alert "HighLatency" of "checkout" fires
      And the alert "ErrorRate" of "checkout" fires
      And the alert "QueueFull" of "checkout" fires
      Then "checkout" has one incident, which is open, with 3 alerts
      And PagerDuty was paged once

    Scenario: A storm of 300 alerts with one common cause
      When a notification arrives with 300 alerts of "storage"
      Then "storage" has one incident, which is open, with 300 alerts
      And PagerDuty was paged once

    Scenario: Alerts of different services
      When the alert "HighLatency" of "checkout" fires
      And the alert "HighLatency" of "search" fires
      Then "checkout" has one incident, which is open, with 1 alert
      And "search" has one incident, which is open, with 1 alert

  Rule: Alerts that name no service follow the grouping of their sender

    Scenario: One group
      When a notification of the group "backup" arrives with 2 alerts that name no service
      Then there is one incident, with 2 alerts

    Scenario: Two groups
      When a notification of the group "backup" arrives with 1 alert that names no service
      And a notification of the group "batch" arrives with 1 alert that names no service
      Then there are 2 incidents

  Rule: The label that decides is the operator's choice

    Scenario: Incidents by team
      Given an incident service that correlates by the label "team"
      When the alert "HighLatency" of "checkout" fires for the team "shop"
      And the alert "HighLatency" of "search" fires for the team "shop"
      Then there is one incident, with 2 alerts
