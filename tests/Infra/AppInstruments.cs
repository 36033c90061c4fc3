using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.App;

namespace XbFunctions.Infra.Tests;

/// <summary>Every instrument of the app's meters, found by making each class whose name ends with <c>Instruments</c>.</summary>
internal static class AppInstruments
{
    private static readonly Lazy<IReadOnlyList<Instrument>> Found = new(Find);

    /// <summary>The instruments by name, each once.</summary>
    public static IReadOnlyList<Instrument> All => Found.Value;

    private static IReadOnlyList<Instrument> Find()
    {
        var found = new SortedDictionary<string, Instrument>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("XbFunctions.", StringComparison.Ordinal))
                {
                    lock (found)
                    {
                        found[instrument.Name] = instrument;
                    }
                }
            },
        };
        listener.Start();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        foreach (var type in Assemblies(typeof(AppServices).Assembly, []).SelectMany(static assembly => assembly.GetTypes()).Where(IsInstruments))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            if (!type.IsAbstract)
            {
                ActivatorUtilities.CreateInstance(services, type);
            }
        }

        return [.. found.Values];
    }

    private static bool IsInstruments(Type type) => type.Name.EndsWith("Instruments", StringComparison.Ordinal);

    private static HashSet<Assembly> Assemblies(Assembly assembly, HashSet<Assembly> found)
    {
        if (found.Add(assembly))
        {
            foreach (var referenced in assembly.GetReferencedAssemblies().Where(static name => name.Name!.StartsWith("XbFunctions.", StringComparison.Ordinal)))
            {
                Assemblies(Assembly.Load(referenced), found);
            }
        }

        return found;
    }
}
