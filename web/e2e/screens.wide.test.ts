import { wide } from './browser';
import { lookAtEveryScreen } from './screens';

lookAtEveryScreen(wide);
