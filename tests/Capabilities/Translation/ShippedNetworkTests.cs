using System.Security.Cryptography;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Inference;
using XbFunctions.Training.Translation;

namespace XbFunctions.Capabilities.Tests.Translation;

/// <summary>The network that comes with the product.</summary>
[TestClass]
public sealed class ShippedNetworkTests
{
    private const string Prefix = "XbFunctions.Capabilities.Translation.Shipped.";
    private const double LeastChrf = 65;
    private const int LeastAnswered = 8;
    private static ShippedNetwork _network = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static void Open(TestContext context) => _network = new ShippedNetwork();

    [ClassCleanup]
    public static void Close() => _network.Dispose();

    [TestMethod]
    public void The_manifest_says_what_was_built_in()
    {
        var packed = Resource(ShippedNetwork.PackFile);
        var manifest = ShippedNetwork.Manifest!;
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(packed)), manifest.Sha256);
        Assert.AreEqual(packed.Length, manifest.Bytes);
        Assert.AreEqual(manifest.Sha256[..12], ShippedNetwork.Version);
        CollectionAssert.IsSubsetOf(manifest.Leads.ToArray(), manifest.To.ToArray());
        CollectionAssert.AreEquivalent(manifest.To.Select(static to => ("en", to)).ToArray(), ShippedNetwork.Pairs.ToArray());
    }

    [TestMethod]
    public void A_pack_that_is_damaged_is_refused()
    {
        var packed = Resource(ShippedNetwork.PackFile);
        packed[packed.Length / 2] ^= 1;
        var refused = Assert.ThrowsExactly<InvalidModelException>(() => NetworkPack.Unpack(packed, ShippedNetwork.Manifest!.Sha256));
        Assert.Contains("SHA-256", refused.Message);
        var invalid = "no pack"u8.ToArray();
        Assert.ThrowsExactly<InvalidModelException>(() => NetworkPack.Unpack(invalid, Convert.ToHexStringLower(SHA256.HashData(invalid))));
    }

    [TestMethod]
    public void A_folder_comes_out_of_its_pack_as_it_went_in()
    {
        var folder = Directory.CreateTempSubdirectory("xb-pack-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "a.onnx"), RandomNumberGenerator.GetBytes(10_000));
        File.WriteAllText(Path.Combine(folder, "config.json"), "{}");
        var packed = NetworkPack.Of(folder);
        CollectionAssert.AreEqual(packed, NetworkPack.Of(folder));
        var copy = NetworkPack.Unpack(packed, Convert.ToHexStringLower(SHA256.HashData(packed)));
        foreach (var file in Directory.GetFiles(folder))
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(copy, Path.GetFileName(file))));
        }

        Directory.Delete(folder, recursive: true);
        Directory.Delete(copy, recursive: true);
    }

    [TestMethod]
    public async Task Sentences_that_were_held_out_come_near_their_references_with_their_marks()
    {
        foreach (var (from, to) in ShippedNetwork.Pairs)
        {
            var held = Held(to);
            var answers = await Engine(to).TranslateAsync(from, to, [.. held.Select(static pair => pair.Source)], TestContext.CancellationToken);
            var said = answers.Zip(held, static (answer, pair) => (Translation: answer.Text, Reference: pair.Target)).Where(static one => one.Translation is not null).ToList();
            var text = string.Join('\n', answers.Zip(held, static (answer, pair) => $"{pair.Source} -> {answer.Text} ({answer.Quality:0.00})"));
            Assert.IsGreaterThanOrEqualTo(LeastAnswered, said.Count, text);
            Assert.IsGreaterThan(LeastChrf, ChrfScore.Of([.. said.Select(static one => (one.Translation!, one.Reference))]), $"{to}\n{text}");
            Assert.IsTrue(answers.All(static answer => answer.Quality is >= 0 and <= 0.85));
        }
    }

    [TestMethod]
    public async Task Composed_sentences_that_were_held_out_come_back_right_with_their_marks()
    {
        foreach (var (from, to) in ShippedNetwork.Pairs)
        {
            var held = NetworkCorpus.HeldSentences(to);
            var answers = await Engine(to).TranslateAsync(from, to, [.. held.Select(static pair => pair.Source)], TestContext.CancellationToken);
            Assert.IsGreaterThanOrEqualTo(25, held.Count);
            Assert.IsGreaterThan(95.0, ChrfScore.Of([.. answers.Zip(held, static (answer, pair) => (answer.Text ?? string.Empty, pair.Target))]), to);
            Assert.IsGreaterThanOrEqualTo(0.9 * held.Count, answers.Zip(held).Count(static one => Marks(one.First.Text ?? string.Empty).SequenceEqual(Marks(one.Second.Target))), to);
        }
    }

    [TestMethod]
    [DataRow("de", "Your complaint \uE000 has been received.", "Ihre Reklamation \uE000 ist eingegangen.")]
    public async Task A_sentence_is_translated_as_a_whole(string to, string text, string expected) =>
        Assert.AreEqual(expected, (await Engine(to).TranslateAsync("en", to, [text], TestContext.CancellationToken))[0].Text);

    [TestMethod]
    public async Task Codes_numbers_and_placeholders_stay_whatever_the_network_writes()
    {
        var segments = new SegmentTranslator(new TokenProtector(["Nordwind"]), new TranslationChecks(new LanguageDetector(CommerceLexicon.Shared.Samples())));
        string[] texts = ["Your parcel AB-1234 has not arrived yet.", "I cannot find the code {0}.", "The refund of €20.50 will arrive on 2026-05-12.", "Nordwind leather shoes XB-100/7"];
        foreach (var (from, to) in ShippedNetwork.Pairs)
        {
            var works = texts.Select((text, index) => segments.Open(text, index, isHtml: false, glossary: null)).ToList();
            await segments.AskAsync(Engine(to), from, to, works, TestContext.CancellationToken);
            foreach (var work in works)
            {
                Assert.IsTrue(work.IsDone, $"{to}: {work.Source}");
                foreach (var kept in work.Kept())
                {
                    Assert.Contains(kept, work.ToEntry().Text, $"{to}: {work.Source}");
                }

                Assert.AreEqual($"shipped-network/{ShippedNetwork.Version}", work.ToEntry().Engine);
            }
        }
    }

    [TestMethod]
    public async Task A_text_with_a_word_that_it_has_not_learnt_is_left_to_others()
    {
        var to = ShippedNetwork.Pairs[0].To;
        var answers = await Engine(to).TranslateAsync("en", to, ["my zorbulated parcel", "leather shoes"], TestContext.CancellationToken);
        Assert.AreEqual(default, answers[0]);
        Assert.IsNotNull(answers[1].Text);
    }

    [TestMethod]
    public async Task Each_pair_has_it_either_before_or_behind_the_phrase_model()
    {
        ShippedNetworkEngine[] both = [new(_network, leads: true), new(_network, leads: false)];
        foreach (var (from, to) in ShippedNetwork.Pairs)
        {
            Assert.HasCount(1, both.Where(engine => engine.Supports(from, to)));
            Assert.AreEqual(ShippedNetwork.Manifest!.Leads.Contains(to), both[0].Supports(from, to));
        }

        Assert.IsFalse(both.Any(static engine => engine.Supports("de", "en")));
        Assert.IsTrue(both.All(static engine => engine.VersionOf("de", "en") == "none"));
        Assert.AreEqual(default, (await both[0].TranslateAsync("de", "en", ["Schuhe"], TestContext.CancellationToken))[0]);
    }

    private static IEnumerable<char> Marks(string text) => text.Where(ProtectedText.IsMark).Order();

    private static List<GeneratedPair> Held(string to) => [.. GeneratedCorpus.Shared.Make("en", to).Where(static pair => pair.Part == GeneratedPart.Sentence).Distinct()];

    private static ShippedNetworkEngine Engine(string to) => new(_network, ShippedNetwork.Leads(to));

    private static byte[] Resource(string name)
    {
        using var stream = typeof(ShippedNetwork).Assembly.GetManifestResourceStream(Prefix + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
