@performance
Feature: Few alerts go wrong, and never many at once
  An alert goes wrong when it is lost, ends in an error, or is answered later than 5 s, when its sender gives up. The same
  budget is held against every run as a whole when it has ended; what is killed on purpose is no part of it.

  @nightly @slo:budget @new:13
  Scenario: Minutes of load stay within the error budget
    Given an incident service that has warmed up
    When alerts of 100 services arrive at 200 alerts/s for 3 min
    Then at most 0.1 % of all alerts were lost, late or in error
    And no 60 s of the run spent more than 10 % of that budget
