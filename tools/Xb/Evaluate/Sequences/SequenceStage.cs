using XbFunctions.Capabilities.Recommendations;
using XbFunctions.Training.Neural;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>What was learnt from the part of the data that a step may see, and the histories that it ranks for. Thread-safe.</summary>
internal sealed class SequenceStage
{
    private const int MostPopular = 1000;

    private SequenceStage(InteractionLog log, SourceConstants constants, CoVisitation coVisitation, LinearItemModel linear)
    {
        (Log, Constants, CoVisitation, Linear) = (log, constants, coVisitation, linear);
        Neighbours = new Neighbours(log, constants.Neighbours);
        Recency = ItemRecency.Of(log);
        Popular = [.. Enumerable.Range(0, log.ItemCount).OrderByDescending(log.CountOf).ThenBy(static item => item).Take(MostPopular)];
    }

    /// <summary>The sequences learnt from.</summary>
    public InteractionLog Log { get; }

    /// <summary>Constants of the sources.</summary>
    public SourceConstants Constants { get; }

    /// <summary>Items seen near each other.</summary>
    public CoVisitation CoVisitation { get; }

    /// <summary>Customers alike.</summary>
    public Neighbours Neighbours { get; }

    /// <summary>The linear item-item model.</summary>
    public LinearItemModel Linear { get; }

    /// <summary>The items seen most often, most often first.</summary>
    public IReadOnlyList<int> Popular { get; }

    /// <summary>How late in a sequence each item mostly stands.</summary>
    public ItemRecency Recency { get; }

    /// <summary>Attributes, or <see langword="null"/> where none are given.</summary>
    public AttributeProfiles? Attributes { get; private init; }

    /// <summary>The sequence model's embeddings, or <see langword="null"/> without one.</summary>
    public ItemVectors? Vectors { get; private init; }

    /// <summary>Users that are ranked for.</summary>
    public IReadOnlyList<int> Cases { get; private init; } = [];

    /// <summary>Cases that belong together, such as the prefixes of one session, by their index; <see langword="null"/> where each is by itself.</summary>
    public IReadOnlyList<int>? Groups { get; private init; }

    /// <summary>Whether an item of the history may be wanted again.</summary>
    public bool AllowsRepeats { get; private init; }

    /// <summary>Histories of these users.</summary>
    public IReadOnlyList<int[]> Histories { get; private init; } = [];

    /// <summary>The sequence model's states behind these histories; empty without one.</summary>
    public float[] States { get; private init; } = [];

    /// <summary>Learns all sources from the sequences without the hidden items.</summary>
    /// <param name="data">The data.</param>
    /// <param name="learnHidden">Items at the end of each sequence that are not learnt from: 2, or 1 with the validation items.</param>
    /// <param name="rankHidden">Items at the end that the histories lack: 2 for validation, 1 for the test.</param>
    /// <param name="constants">Constants of the sources.</param>
    /// <param name="attributes">Attributes, or <see langword="null"/>.</param>
    /// <param name="model">Sequence model trained on the same sequences, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SequenceStage Learn(
        SequenceData data,
        int learnHidden,
        int rankHidden,
        SourceConstants constants,
        AttributeProfiles? attributes,
        SequenceModel? model,
        CancellationToken cancellationToken)
    {
        var log = new InteractionLog(data.Without(learnHidden), data.ItemIds.Count);
        int[][] histories = [.. data.Cases.Select(user => data.Sequences[user][..^rankHidden])];
        return new SequenceStage(
            log,
            constants,
            CoVisitation.Learn(log, constants.CoVisitation, cancellationToken),
            LinearItemModel.Learn(log, constants.Ridge, cancellationToken))
        {
            Attributes = attributes,
            Cases = data.Cases,
            Histories = histories,
            Vectors = model is null ? null : new ItemVectors(model.Items, model.Width),
            States = model?.States(histories) ?? [],
        };
    }

    /// <summary>Learns from sessions, for the histories of others.</summary>
    /// <param name="log">Sessions to learn from.</param>
    /// <param name="examples">Histories to rank for, which may repeat themselves.</param>
    /// <param name="constants">Constants of the sources.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SequenceStage Learn(
        InteractionLog log, Sessions.SessionExamples examples, SourceConstants constants, CancellationToken cancellationToken) => new(
            log,
            constants,
            CoVisitation.Learn(log, constants.CoVisitation, cancellationToken),
            LinearItemModel.Learn(log, constants.Ridge, cancellationToken))
        {
            Cases = [.. examples.Histories.Select(static _ => -1)],
            Groups = examples.Groups,
            Histories = examples.Histories,
            AllowsRepeats = true,
        };

    /// <summary>Half that a case belongs to, 0 or 1, where one half is to be ranked by what the other taught.</summary>
    /// <param name="index">Index into <see cref="Histories"/>.</param>
    public int HalfOf(int index) => (Groups?[index] ?? index) % 2;

    /// <summary>Whether there is such a source.</summary>
    /// <param name="name">One of <see cref="StageDesk.Names"/>.</param>
    public bool Has(string name) => name switch
    {
        StageDesk.ModelName => Vectors is not null,
        StageDesk.RepeatName => AllowsRepeats,
        _ => true,
    };

    /// <summary>The sequence model's state behind a history; empty without a model.</summary>
    /// <param name="index">Index into <see cref="Histories"/>.</param>
    public ReadOnlySpan<float> StateOf(int index) => Vectors is null ? [] : States.AsSpan(index * Vectors.Width, Vectors.Width);
}
