namespace XbFunctions.Training.Neural;

/// <summary>How an exported sequence model stores its weights.</summary>
public enum SequenceWeights
{
    /// <summary>As trained, 32 bits each.</summary>
    Exact,

    /// <summary>Matrices as 8-bit integers with a scale for each row; ONNX Runtime widens them when it loads the model.</summary>
    EightBit,
}
