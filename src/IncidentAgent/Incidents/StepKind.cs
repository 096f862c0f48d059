namespace IncidentAgent.Incidents;

/// <summary>Work that an incident owes. A step is a row, so that a crash re-runs at most the step that was under way.</summary>
public enum StepKind
{
    /// <summary>Gather evidence.</summary>
    Investigate,

    /// <summary>Tell the next people, because nobody has acknowledged the incident in time.</summary>
    Escalate,

    /// <summary>Write the postmortem.</summary>
    WriteUp,

    /// <summary>Close a resolved incident once its reopen window has passed and everything it owed is done.</summary>
    Close,
}
