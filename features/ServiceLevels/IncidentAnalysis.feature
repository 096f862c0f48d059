@performance @in-process
Feature: Incidents are handled side by side without disturbing one another
  Half of the platform is down and every team is paged. Each incident still gets its own evidence, its own announcements
  and its own postmortem.

  Background:
    Given an incident service that has warmed up, with Prometheus, Loki and Jaeger to ask

  Rule: What belongs to one incident never shows up in another, and nothing is missing

    @slo:analysis-once @req:15
    Scenario: 100 incidents analysed at once
      When 100 different incidents are analysed at once
      Then every incident has exactly one analysis
      And each analysis cites only its own incident

    @slo:analysis-time
    Scenario: Once the sources have answered, the conclusion is there
      When 100 different incidents are analysed at once
      Then at least 95 % of all analyses take less than 50 ms

    @slo:announcements-once @req:16
    Scenario: 50 incidents announced at once
      Slack takes one message a second from anybody, which would be all that is measured here: the limits of Slack and
      PagerDuty are off.

      When 50 different incidents are announced on Slack and PagerDuty at once
      Then each channel receives each incident exactly once

    @slo:evidence-own @req:17
    Scenario: Evidence for 50 incidents is gathered at once
      When evidence for 50 different incidents is gathered from Prometheus, Loki and Jaeger at once
      Then each incident holds only its own evidence from all 3 sources

    @slo:postmortems-complete @req:18
    Scenario: 50 postmortems written at once
      When postmortems for 50 different incidents are written at once
      Then 50 complete postmortems exist and none overwrites another

    @slo:mixed-work @req:19
    Scenario: Analyses, announcements and postmortems together
      When 20 analyses, 20 announcements and 20 postmortems run at once
      Then all 60 finish without an error
