/** A pipeline with two tasks that share one executor, an importer, and a group with a condition. */
export const TRAINING = `# PIPELINE DEFINITION
components:
  comp-condition-1:
    dag:
      tasks:
        deploy:
          cachingOptions: {enableCache: true}
          componentRef: {name: comp-deploy}
          taskInfo: {name: deploy}
  comp-deploy:
    executorLabel: exec-deploy
  comp-importer:
    executorLabel: exec-importer
    inputDefinitions:
      parameters:
        uri: {parameterType: STRING}
  comp-step:
    executorLabel: exec-step
deploymentSpec:
  executors:
    exec-deploy:
      container: {image: 'deploy:1'}
    exec-importer:
      importer:
        artifactUri: {constant: 's3://bucket/data'}
    exec-step:
      container:
        image: step:1
        resources: {resourceCpuRequest: '2', cpuRequest: 2.0}
pipelineInfo:
  name: training
  description: Trains a model
root:
  dag:
    tasks:
      condition-1:
        componentRef: {name: comp-condition-1}
        dependentTasks: [evaluate]
        taskInfo: {name: condition-1}
        triggerPolicy: {condition: "inputs.parameter_values['x'] == '1'"}
      evaluate:
        cachingOptions: {enableCache: true}
        componentRef: {name: comp-step}
        dependentTasks: [train]
        taskInfo: {name: evaluate}
      importer:
        cachingOptions: {}
        componentRef: {name: comp-importer}
        taskInfo: {name: importer}
      train:
        cachingOptions: {enableCache: true}
        componentRef: {name: comp-step}
        inputs:
          artifacts:
            data:
              taskOutputArtifact: {outputArtifactKey: artifact, producerTask: importer}
        taskInfo: {name: train}
  inputDefinitions:
    parameters:
      big: {parameterType: NUMBER_INTEGER, defaultValue: 9007199254740993}
      epochs: {parameterType: NUMBER_INTEGER}
      flag: {parameterType: BOOLEAN, isOptional: true}
      labels: {parameterType: LIST, isOptional: true}
      mode: {parameterType: STRING, defaultValue: fast, literals: [fast, exact]}
      options: {parameterType: STRUCT, isOptional: true}
      rate: {parameterType: NUMBER_DOUBLE, defaultValue: 0.1}
      status: {parameterType: TASK_FINAL_STATUS, isOptional: true}
      version: {parameterType: STRING, defaultValue: '1.10'}
schemaVersion: 2.1.0
sdkVersion: kfp-2.17.0
`;

/** Its platform document. */
export const PLATFORM = `platforms:
  kubernetes:
    deploymentSpec:
      executors:
        exec-step:
          nodeSelector: {labels: {zone: a}}
          tolerations: [{key: spot, operator: Exists}]
          podMetadata: {labels: {team: ml}}
`;

export const TRAINING_WITH_PLATFORM = `${TRAINING}---\n${PLATFORM}`;
