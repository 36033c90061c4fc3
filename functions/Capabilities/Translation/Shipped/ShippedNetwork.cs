using System.Reflection;
using System.Text.Json;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// The encoder-decoder that comes with the product, from English into several languages: <c>network.xbtn</c> with <c>network.json</c>, built into this
/// assembly, unpacked and loaded when it is first asked for. Thread-safe.
/// </summary>
public sealed class ShippedNetwork : IDisposable
{
    /// <summary>Name of the packed network.</summary>
    public const string PackFile = "network.xbtn";

    /// <summary>Name of what is said of it.</summary>
    public const string ManifestFile = "network.json";

    private const string Prefix = "XbFunctions.Capabilities.Translation.Shipped.";
    private const int VersionDigits = 12;
    private static readonly Assembly Own = typeof(ShippedNetwork).Assembly;
    private readonly Lazy<(NeuralModel Model, LearntWords Words)> _loaded = new(Load);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What is said of it; null where none was built in.</summary>
    internal static NetworkManifest? Manifest { get; } = ReadManifest();

    /// <summary>Its version, which follows from its bytes: 12 hexadecimal digits, or <c>none</c>.</summary>
    public static string Version { get; } = Manifest?.Sha256[..VersionDigits] ?? "none";

    /// <summary>Pairs of languages that it translates, in the order of their codes.</summary>
    public static IReadOnlyList<(string From, string To)> Pairs { get; } = Manifest is { } manifest ? [.. manifest.To.Order(StringComparer.Ordinal).Select(to => (manifest.From, to))] : [];

    /// <summary>Whether it is asked before the phrase model of a pair, as it was measured to be better at sentences.</summary>
    /// <param name="to">Target language.</param>
    public static bool Leads(string to) => Manifest?.Leads.Contains(to) == true;

    /// <summary>The network, loaded where it is not yet.</summary>
    /// <exception cref="InvalidModelException">It is damaged.</exception>
    internal NeuralModel Model => _loaded.Value.Model;

    /// <summary>Words that it has learnt.</summary>
    /// <exception cref="InvalidModelException">It is damaged.</exception>
    internal LearntWords Words => _loaded.Value.Words;

    /// <summary>Translates; one translation runs at a time.</summary>
    /// <param name="texts">Texts with marks.</param>
    /// <param name="to">Target language, of <see cref="Pairs"/>.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    internal async Task<EngineAnswer[]> TranslateAsync(IReadOnlyList<string> texts, string to, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Model.Translate(texts, to, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_loaded.IsValueCreated)
        {
            Model.Dispose();
        }

        _turn.Dispose();
    }

    private static (NeuralModel Model, LearntWords Words) Load()
    {
        using var stream = Own.GetManifestResourceStream(Prefix + PackFile)!;
        var packed = new byte[stream.Length];
        stream.ReadExactly(packed);
        var folder = NetworkPack.Unpack(packed, Manifest!.Sha256);
        try
        {
            return (NeuralModel.Load(folder, Environment.ProcessorCount), LearntWords.Read(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static NetworkManifest? ReadManifest()
    {
        using var stream = Own.GetManifestResourceStream(Prefix + ManifestFile);
        return stream is null ? null : JsonSerializer.Deserialize(stream, NetworkManifestJson.Default.NetworkManifest);
    }
}
