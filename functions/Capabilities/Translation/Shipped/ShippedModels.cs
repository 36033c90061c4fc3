using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using XbFunctions.Training.Translation;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// The phrase models that come with the product, <c>{from}-{to}.xbpq</c>, built into this assembly and so mapped into memory with it. A model is read when
/// it is first asked for; of those that were read the last used are kept. Thread-safe.
/// </summary>
public sealed class ShippedModels
{
    /// <summary>Models kept ready, about 10 MB each.</summary>
    public const int MostLoaded = 6;

    private const string Prefix = "XbFunctions.Capabilities.Translation.Shipped.";
    private const string Extension = ".xbpq";
    private static readonly Assembly Own = typeof(ShippedModels).Assembly;
    private static readonly FrozenDictionary<(string From, string To), string> Resources = Find();
    private readonly Lock _lock = new();
    private readonly LinkedList<((string From, string To) Pair, Lazy<PhraseTranslator> Model)> _loaded = [];
    private readonly ConcurrentDictionary<(string From, string To), string> _versions = new();

    /// <summary>Pairs of languages that there is a model of, in the order of their codes.</summary>
    public static IReadOnlyList<(string From, string To)> Pairs { get; } = [.. Resources.Keys.Order()];

    /// <summary>Number of models that are ready now.</summary>
    public int Loaded
    {
        get
        {
            lock (_lock)
            {
                return _loaded.Count;
            }
        }
    }

    /// <summary>Whether there is a model.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    public static bool Has(string from, string to) => Resources.ContainsKey((from, to));

    /// <summary>The version of a model, which follows from its bytes.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <returns>12 hexadecimal digits; <c>none</c> where there is no model.</returns>
    public string VersionOf(string from, string to) => !Has(from, to) ? "none" : _versions.GetOrAdd((from, to), static pair =>
    {
        using var stream = Open(pair);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..12];
    });

    /// <summary>A model, read where it is not ready yet.</summary>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <exception cref="ArgumentException">There is no model of the pair.</exception>
    public PhraseTranslator Get(string from, string to)
    {
        var pair = (from, to);
        if (!Has(from, to))
        {
            throw new ArgumentException($"No model of {from}-{to} comes with the product.", nameof(to));
        }

        Lazy<PhraseTranslator> model;
        lock (_lock)
        {
            var node = _loaded.First;
            while (node is not null && node.Value.Pair != pair)
            {
                node = node.Next;
            }

            if (node is null)
            {
                node = new((pair, new Lazy<PhraseTranslator>(() => Read(pair))));
                if (_loaded.Count >= MostLoaded)
                {
                    _loaded.RemoveLast();
                }
            }
            else
            {
                _loaded.Remove(node);
            }

            _loaded.AddFirst(node);
            model = node.Value.Model;
        }

        return model.Value;
    }

    private static PhraseTranslator Read((string From, string To) pair)
    {
        using var stream = Open(pair);
        return PhraseTranslator.FromPacked(stream, new PhraseDecoderOptions(StackSize: 40, MaxOptions: 10));
    }

    private static Stream Open((string From, string To) pair) => Own.GetManifestResourceStream(Resources[pair])!;

    private static FrozenDictionary<(string From, string To), string> Find() =>
        (from source in TranslationLanguages.All
         from target in TranslationLanguages.All
         let name = $"{Prefix}{source.Code}-{target.Code}{Extension}"
         where Own.GetManifestResourceInfo(name) is not null
         select ((source.Code, target.Code), name)).ToFrozenDictionary(static one => one.Item1, static one => one.name);
}
