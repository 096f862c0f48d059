@performance
Feature: The first alert after a start is not punished
  A service is started when something is wrong already: after a crash, a deployment, a move to another machine.

  @slo:cold-start @req:14 @in-process
  Scenario: The first alert after a cold start
    Given an incident service that has just started
    When 21 alerts arrive one after another
    Then the first alert is accepted within 2 s
    And the P50 latency of the other 20 stays below 500 ms
