namespace Reqnroll.Assist;

/// <summary>How strictly a table has to fit the type that is made of it.</summary>
public class InstanceCreationOptions
{
    /// <summary>A column that fits no property is an error; off by default.</summary>
    public bool VerifyAllColumnsBound { get; set; }
}
