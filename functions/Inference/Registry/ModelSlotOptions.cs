namespace XbFunctions.Inference;

/// <summary>Settings of one <see cref="ModelSlot"/>.</summary>
public sealed class ModelSlotOptions
{
    /// <summary>Name of the model, as in the registry.</summary>
    public required string Model { get; init; }

    /// <summary>Which pointer the slot follows. A challenger that is taken out of shadow leaves its slot empty; a champion stays.</summary>
    /// <value>Default <see cref="ModelPointer.Champion"/>.</value>
    public ModelPointer Pointer { get; init; }

    /// <summary>Columns that the caller fills, in order; a model trained on others is refused.</summary>
    /// <value>Default null: any columns.</value>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Time between two looks at the champion pointer.</summary>
    /// <value>Above 0; default 15 s: a promotion is live within a quarter of a minute, at four small reads a minute.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(15);
}
