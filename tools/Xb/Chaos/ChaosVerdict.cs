namespace XbFunctions.Xb.Chaos;

/// <summary>What the comparison of the platform with the reference came to.</summary>
internal sealed class ChaosVerdict
{
    private const int KeptExamples = 10;
    private readonly List<string> _examples = [];

    /// <summary>Events in the hub's log.</summary>
    public long Events { get; set; }

    /// <summary>Of them, those whose id had come before.</summary>
    public long Duplicates { get; set; }

    /// <summary>Decisions that must be there.</summary>
    public long Decisions { get; set; }

    /// <summary>Decisions that were sent again with the same content, which consumers recognise.</summary>
    public long SentAgain { get; set; }

    /// <summary>Dead letters that must be there.</summary>
    public long DeadLetters { get; set; }

    /// <summary>What is missing: a decision, a dead letter, an answer, a row.</summary>
    public long Lost { get; private set; }

    /// <summary>What was counted more often than it happened.</summary>
    public long CountedTwice { get; private set; }

    /// <summary>What is there and says something else.</summary>
    public long Different { get; private set; }

    /// <summary>Whether nothing is lost, nothing counted twice and nothing different.</summary>
    public bool IsProof => Lost == 0 && CountedTwice == 0 && Different == 0;

    /// <summary>The first findings, in words.</summary>
    public IReadOnlyList<string> Examples => _examples;

    /// <summary>What was compared, in words, with counts.</summary>
    public List<(string What, long Count)> Compared { get; } = [];

    /// <summary>Notes something missing.</summary>
    /// <param name="what">What and where.</param>
    public void AddLost(string what)
    {
        Lost++;
        Keep("lost: " + what);
    }

    /// <summary>Notes something counted twice.</summary>
    /// <param name="what">What and where.</param>
    public void AddTwice(string what)
    {
        CountedTwice++;
        Keep("twice: " + what);
    }

    /// <summary>Notes something different.</summary>
    /// <param name="what">What and where.</param>
    public void AddDifferent(string what)
    {
        Different++;
        Keep("different: " + what);
    }

    private void Keep(string example)
    {
        if (_examples.Count < KeptExamples)
        {
            _examples.Add(example);
        }
    }
}
