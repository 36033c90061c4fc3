using CsCheck;
using XbFunctions.Training.Translation;

namespace XbFunctions.Training.Tests.Translation;

/// <summary>Phrase models in their small form.</summary>
[TestClass]
public sealed class PackedModelTests
{
    private static readonly string[] Colours = ["red", "blue", "green", "grey", "black"];
    private static readonly string[] Things = ["shoe", "bag", "hat", "lamp", "chair", "table", "cup"];
    private static readonly PhraseTranslator Model = PhraseTranslator.Train(
        [.. from colour in Colours from thing in Things select ($"the {colour} {thing} of {thing}", $"ka x{thing} x{colour} su x{thing}")],
        new PhraseTranslatorOptions { Tuning = 0 }, static _ => { }, CancellationToken.None);

    [TestMethod]
    public void A_packed_model_translates_as_the_model_does_and_is_smaller()
    {
        var packed = Model.ToPackedBytes();
        var unpacked = PhraseTranslator.FromPacked(new MemoryStream(packed), new PhraseDecoderOptions());
        foreach (var text in Colours.SelectMany(static colour => Things.Select(thing => $"The {colour} {thing} of hat \uE000 zorb")))
        {
            Assert.AreEqual(Model.Translate(text), unpacked.Translate(text));
        }

        Assert.IsLessThan(Model.ToBytes().Length / 4, packed.Length);
        CollectionAssert.AreEqual(packed, Model.ToPackedBytes());
    }

    [TestMethod]
    public void What_was_learnt_as_a_whole_takes_fewer_pieces_than_what_is_put_together()
    {
        Model.Translate("the red shoe of shoe", out var whole);
        Model.Translate("lamp cup red bag black hat", out var pieces);
        Assert.IsLessThan(pieces, whole);
    }

    [TestMethod]
    public void Phrases_seen_too_seldom_are_left_out_and_single_words_are_not()
    {
        (string, string)[] pairs = [("red shoe", "xred xshoe"), ("red shoe", "xred xshoe"), ("blue hat", "xblue xhat"), ("blue", "xblue"), ("hat", "xhat"), ("red", "xred"), ("shoe", "xshoe")];
        var all = PhraseTranslator.Train(pairs, new PhraseTranslatorOptions { Tuning = 0 }, static _ => { }, CancellationToken.None);
        var often = PhraseTranslator.Train(pairs, new PhraseTranslatorOptions { Tuning = 0, LeastCount = 2 }, static _ => { }, CancellationToken.None);
        Assert.IsLessThan(all.Phrases, often.Phrases);
        Assert.AreEqual(("xblue xhat", 1.0), often.Translate("blue hat"));
    }

    [TestMethod]
    public void Bytes_that_are_no_packed_model_are_refused() => Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool).Sample((bytes, isCut) =>
    {
        var packed = Model.ToPackedBytes();
        byte[] bad = isCut ? packed[..(packed.Length / 2)] : bytes;
        try
        {
            PhraseTranslator.FromPacked(new MemoryStream(bad), new PhraseDecoderOptions());
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    });

    [TestMethod]
    public void A_logarithm_comes_back_within_half_a_step_and_0_as_0()
    {
        Gen.Float[-18, 1].Sample(static log => Math.Abs(PackedLog.Unpack(PackedLog.Pack(log)) - log) <= 0.0376f);
        Assert.AreEqual(0f, PackedLog.Unpack(PackedLog.Pack(0)));
        Assert.AreEqual(PackedLog.Unpack(0), PackedLog.Unpack(PackedLog.Pack(-1000)));
    }
}
