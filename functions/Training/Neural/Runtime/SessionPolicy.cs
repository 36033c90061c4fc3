using Microsoft.ML.OnnxRuntime;

namespace XbFunctions.Training.Neural;

/// <summary>How ONNX Runtime is set up for training and for scoring in batches of changing size.</summary>
/// <param name="Threads">Threads of one run.</param>
/// <param name="Optimization">How far the graph is rewritten before it runs.</param>
internal sealed record SessionPolicy(int Threads, GraphOptimizationLevel Optimization = GraphOptimizationLevel.ORT_ENABLE_ALL)
{
    /// <summary>Makes the options.</summary>
    public SessionOptions ToOptions()
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = Optimization,
            // Batches change in size: a pattern per size would keep memory for each.
            EnableMemoryPattern = false,
            EnableCpuMemArena = true,
        };

        // Threads that spin while they wait take the processor from whoever shares it.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
