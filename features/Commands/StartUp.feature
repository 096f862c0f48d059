@in-process
Feature: A service that cannot keep its promises does not start
  It says in one line what to change. Nobody finds out at night that a setting had a typing error.

  Scenario Outline: <mistake>
    When an incident service is started with "<setting>"
    Then it does not start, and says "<line>"

    Examples:
      | mistake                                | setting                                         | line                                       |
      | A setting with a typing error          | --Storge:Directory=x                            | did you mean --Storage:Directory?          |
      | A value out of its range               | --Incidents:StaleAfter=00:00:01                 | Incidents:StaleAfter                       |
      | A limit that can never be met          | --Intake:MaxBytesInFlight=2000                  | it must be at least Intake:MaxBodyBytes    |
      | A rule for a destination nobody named  | --Routing:Rules:0:Destinations:0=slack:nowhere  | slack:nowhere                              |
      | An open door without a credential      | --urls=http://0.0.0.0:0                         | nobody has to say who they are             |

  Scenario: Two services on one folder
    Given an incident service in a process of its own
    When another one is started on the same folder
    Then it does not start, and says "in use"
    And the first one goes on
