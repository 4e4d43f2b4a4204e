import { narrow } from './browser';
import { lookAtEveryScreen } from './screens';

lookAtEveryScreen(narrow);
