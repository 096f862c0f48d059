namespace IncidentAgent.Incidents;

/// <summary>
/// The writers of the correlation keys. The factory looks up the grain's type anew, by reflection, with each reference: under load a twentieth of the
/// processor's time. Here it is looked up once.
/// </summary>
internal sealed class IncidentGrains(IGrainFactory grains)
{
    private readonly Lazy<(GrainType Grain, GrainInterfaceType Interface)> _types = new(() => Types(grains), LazyThreadSafetyMode.PublicationOnly);

    public IIncidentGrain Of(string key) =>
        (IIncidentGrain)grains.GetGrain(GrainId.Create(_types.Value.Grain, key), _types.Value.Interface);

    private static (GrainType, GrainInterfaceType) Types(IGrainFactory grains)
    {
        var any = (GrainReference)(object)grains.GetGrain<IIncidentGrain>("any");
        return (any.GrainId.Type, any.InterfaceType);
    }
}
