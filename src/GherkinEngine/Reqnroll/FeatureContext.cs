using System.Globalization;
using Reqnroll.BoDi;

namespace Reqnroll;

/// <summary>The feature that runs.</summary>
public interface IFeatureContext : IReqnrollContext
{
    FeatureInfo FeatureInfo { get; }

    /// <summary>The culture in which arguments are read: <c>language.binding</c>, else the feature's language.</summary>
    CultureInfo BindingCulture { get; }

    IObjectContainer FeatureContainer { get; }
}

/// <inheritdoc cref="IFeatureContext"/>
public class FeatureContext : ReqnrollContext, IFeatureContext
{
    internal FeatureContext(FeatureInfo info, CultureInfo bindingCulture, IObjectContainer container)
    {
        FeatureInfo = info;
        BindingCulture = bindingCulture;
        FeatureContainer = container;
    }

    public FeatureInfo FeatureInfo { get; }

    public CultureInfo BindingCulture { get; }

    public IObjectContainer FeatureContainer { get; }
}
