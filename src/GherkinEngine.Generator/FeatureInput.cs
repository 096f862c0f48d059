namespace GherkinEngine.Generator;

/// <summary>A feature file: its path on this machine, and its place as the project shows it, by its link or its name.</summary>
internal sealed record FeatureInput(string Path, string Uri, string Text);
