namespace GherkinEngine.Running;

/// <summary>A feature file as its tests carry it; the URI is its path from the repository's top, with slashes.</summary>
public sealed record FeatureSource(string Uri, string Text);
