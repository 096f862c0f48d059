@performance @meta
Feature: The measurement itself can be trusted
  A number that nobody has seen wrong is not yet known to be right. So the ruler is measured too: with a service that stands
  still for a while, with one that is made slower on purpose, and with a load that is judged twice.

  Rule: What a service keeps waiting shows in its figures

    @in-process @slo:ruler-stall @new:14
    Scenario: A stall shows in the figures
      The process is really stopped, and goes on afterwards as if nothing had been. 100 alerts are due meanwhile.

      Given an incident service in a process of its own
      And alerts arrive at 50 alerts/s
      When the service stalls for 2 s
      Then at least 95 alerts are reported as delayed by the stall

  Rule: What has become slower is told from what was only measured again

    @in-process @new:15
    Scenario Outline: A slowdown is found, and sameness is not mistaken for one
      Each run is a load on a service that holds every request for a while, which is a quarter longer where it is made slower.

      Given a history of 30 runs
      When the service is made <slowdown> slower for 5 runs
      Then the trend verdict is "<verdict>"

      Examples:
        | slowdown | verdict   |
        | 0 %      | unchanged |
        | 25 %     | regressed |

  Rule: A verdict depends on the samples and on nothing else

    Scenario: The same samples are judged the same, byte for byte
      Given 1000 response times drawn from a seed, in 10 bursts
      When they are judged twice, at the same moment of a clock that stands still
      Then the two records are the same, byte for byte
