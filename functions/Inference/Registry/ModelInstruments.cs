using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace XbFunctions.Inference;

/// <summary>Metrics of the meter <c>XbFunctions.Inference</c>. Tags are the model and its role, <c>champion</c> or <c>challenger</c>.</summary>
internal static class ModelInstruments
{
    private static readonly Meter ModelMeter = new("XbFunctions.Inference");
    private static readonly ConcurrentDictionary<(string Model, string Role), ModelManifest> InUse = new();

    private static readonly Counter<long> SwapCount = ModelMeter.CreateCounter<long>("model.swaps", "{model}", "Models that came into use.");

    private static readonly Counter<long> RefusalCount =
        ModelMeter.CreateCounter<long>("model.refusals", "{model}", "Models refused: wrong hash, columns or sample scores.");

    // Its observations come from InUse for as long as the process lives.
#pragma warning disable CA1823
    private static readonly ObservableGauge<double> Age = ModelMeter.CreateObservableGauge(
        "model.age", Ages, "s", "Time since the model in use was trained, by version.");
#pragma warning restore CA1823

    /// <summary>A model came into use.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="manifest">What it is.</param>
    public static void Loaded(string role, ModelManifest manifest)
    {
        InUse[(manifest.Name, role)] = manifest;
        SwapCount.Add(1, Model(manifest.Name), Role(role));
    }

    /// <summary>A model went out of use and none took its place.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="model">Its name.</param>
    public static void Closed(string role, string model) => InUse.TryRemove((model, role), out _);

    /// <summary>A model was refused.</summary>
    /// <param name="role">The role it was to have.</param>
    /// <param name="model">Its name.</param>
    public static void Refused(string role, string model) => RefusalCount.Add(1, Model(model), Role(role));

    private static IEnumerable<Measurement<double>> Ages() => InUse.Select(static used => new Measurement<double>(
        Math.Max(0, (TimeProvider.System.GetUtcNow() - used.Value.CreatedAt).TotalSeconds),
        Model(used.Key.Model),
        Role(used.Key.Role),
        new KeyValuePair<string, object?>("version", used.Value.Version)));

    private static KeyValuePair<string, object?> Model(string name) => new("model", name);

    private static KeyValuePair<string, object?> Role(string role) => new("role", role);
}
