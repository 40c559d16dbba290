import type { CreateTrainingJobCommandInput } from '@aws-sdk/client-sagemaker';
import type { CloudTrainingPlan } from './contract';

export interface JobPlace {
  readonly jobName: string;
  readonly role: string;
  /** `s3://bucket/prefix/hash` of the uploaded dataset version. */
  readonly dataset: string;
  /** `s3://bucket/prefix` below which outputs and checkpoints go. */
  readonly base: string;
}

/** The request that makes a plan a training job. */
export function toCreateTrainingJob(
  plan: CloudTrainingPlan,
  { jobName, role, dataset, base }: JobPlace,
): CreateTrainingJobCommandInput {
  const { spot, vpc } = plan;
  const input = plan.format === undefined ? dataset : `${dataset}/${plan.format}`;
  return {
    TrainingJobName: jobName,
    RoleArn: role,
    AlgorithmSpecification: {
      TrainingImage: plan.image,
      TrainingInputMode: 'File',
      EnableSageMakerMetricsTimeSeries: true,
      MetricDefinitions: Object.entries(plan.metrics).map(([Name, Regex]) => ({ Name, Regex })),
    },
    HyperParameters: { ...programParameters(plan), ...plan.hyperParameters },
    Environment: { ...plan.environment },
    InputDataConfig: [
      {
        ChannelName: 'training',
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix',
            S3Uri: input,
            S3DataDistributionType: 'FullyReplicated',
          },
        },
      },
    ],
    OutputDataConfig: { S3OutputPath: `${base}/training` },
    CheckpointConfig: { S3Uri: `${base}/checkpoints/${jobName}` },
    ResourceConfig: {
      InstanceType: plan.instanceType as NonNullable<
        CreateTrainingJobCommandInput['ResourceConfig']
      >['InstanceType'],
      InstanceCount: plan.instanceCount,
      VolumeSizeInGB: plan.volumeGb,
    },
    StoppingCondition: {
      MaxRuntimeInSeconds: plan.maximumRuntimeS,
      ...(spot ? { MaxWaitTimeInSeconds: Math.max(spot.maximumWaitS, plan.maximumRuntimeS) } : {}),
    },
    EnableManagedSpotTraining: spot !== undefined,
    EnableNetworkIsolation: plan.isIsolated,
    EnableInterContainerTrafficEncryption: plan.instanceCount > 1,
    ...(vpc ? { VpcConfig: { Subnets: vpc.subnets, SecurityGroupIds: vpc.securityGroups } } : {}),
    Tags: Object.entries({ ...plan.tags, application: 'avenue' }).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  };
}

/** What the training toolkits of AWS's containers read; their values are JSON. */
function programParameters(plan: CloudTrainingPlan): Record<string, string> {
  const { entryPoint, sourceUri, distribution } = plan;
  return {
    ...(entryPoint === undefined ? {} : { sagemaker_program: JSON.stringify(entryPoint) }),
    ...(sourceUri === undefined ? {} : { sagemaker_submit_directory: JSON.stringify(sourceUri) }),
    ...(distribution === 'torchrun' ? { sagemaker_torch_distributed_enabled: 'true' } : {}),
    ...(distribution === 'smdataparallel'
      ? { sagemaker_distributed_dataparallel_enabled: 'true' }
      : {}),
  };
}
