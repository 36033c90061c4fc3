using XbFunctions.Training.Translation;

namespace XbFunctions.Training.Tests.Translation;

[TestClass]
public sealed class SubwordTrainerTests
{
    [TestMethod]
    public void The_most_frequent_neighbours_are_joined_first()
    {
        var vocabulary = SubwordTrainer.Train(Enumerable.Repeat("low", 5).Concat(Enumerable.Repeat("lower", 2)).Concat(Enumerable.Repeat("newest", 6)).Concat(Enumerable.Repeat("widest", 3)), 30);

        // The example of Sennrich and others, section 3.2, with the mark in front instead of behind: e s, es t, l o, lo w.
        CollectionAssert.IsSubsetOf(new[] { "es", "est", "lo", "low" }, vocabulary.Joined.ToArray());
        Assert.AreEqual("es", vocabulary.Joined[0]);
        Assert.IsLessThan(vocabulary.Joined.ToList().IndexOf("low"), vocabulary.Joined.ToList().IndexOf("est"));
        Assert.AreEqual(vocabulary.Count, vocabulary.Tokens.Count);
        Assert.AreEqual(vocabulary.Count, vocabulary.Tokens.Distinct().Count());
    }

    [TestMethod]
    public void The_order_of_the_texts_changes_nothing()
    {
        string[] texts = ["rote Schuhe", "rote Hose", "blaue Schuhe", "blaue Hose aus Leder", "Schuhe aus Leder"];
        var (one, other) = (SubwordTrainer.Train(texts, 40), SubwordTrainer.Train(texts.Reverse(), 40));
        CollectionAssert.AreEqual(one.Tokens.ToArray(), other.Tokens.ToArray());
        CollectionAssert.AreEqual(one.ToSentencePieceFile(), other.ToSentencePieceFile());
    }
}
