namespace Reqnroll;

/// <summary>What is there is not what the table says; the message shows the difference.</summary>
public class ComparisonException(string message) : Exception(message);
